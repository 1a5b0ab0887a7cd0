-- The language server of evallint, for vim.lsp.enable('evallint').
return {
  cmd = { 'evallint', 'server' },
  -- Files of these types that are no forms are left alone by the server.
  filetypes = { 'json', 'yaml', 'text', 'markdown', 'tsv' },
  root_markers = { 'evallint.toml', '.git' },
  on_attach = function(_, buffer)
    -- The cells of a form as text are separated by tabs, which must stay tabs as they are typed.
    if vim.api.nvim_buf_get_name(buffer):find('%.eval%.t[xs][tv]$') then
      vim.bo[buffer].expandtab = false
    end
  end,
}
