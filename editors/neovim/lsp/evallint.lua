-- The language server of evallint, for vim.lsp.enable('evallint').
return {
  cmd = { 'evallint', 'server' },
  -- Files of these types that are no forms are left alone by the server.
  filetypes = { 'json', 'yaml', 'text', 'markdown', 'tsv' },
  root_markers = { 'evallint.toml', '.git' },
}
