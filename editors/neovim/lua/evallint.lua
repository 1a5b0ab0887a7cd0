-- What Neovim does not do by itself: the safe fixes at each saving, and the server where there is no vim.lsp.enable yet.
local M = {}

local group = vim.api.nvim_create_augroup('evallint', {})

--- How long saving may wait for the server, in milliseconds.
local PATIENCE = 2000

local function request(client, method, params, buffer)
  if vim.fn.has('nvim-0.11') == 1 then
    return client:request_sync(method, params, PATIENCE, buffer)
  end
  return client.request_sync(method, params, PATIENCE, buffer)
end

--- Makes all fixes that can only be meant in one way, and waits until they are made.
function M.fix_all(buffer)
  local get_clients = vim.lsp.get_clients or vim.lsp.get_active_clients
  local params = {
    textDocument = { uri = vim.uri_from_bufnr(buffer) },
    range = {
      start = { line = 0, character = 0 },
      ['end'] = { line = vim.api.nvim_buf_line_count(buffer), character = 0 },
    },
    context = { only = { 'source.fixAll.evallint' }, diagnostics = {} },
  }
  for _, client in ipairs(get_clients({ bufnr = buffer, name = 'evallint' })) do
    local answer = request(client, 'textDocument/codeAction', params, buffer)
    for _, action in ipairs(answer and answer.result or {}) do
      if not action.edit then
        local resolved = request(client, 'codeAction/resolve', action, buffer)
        action = resolved and resolved.result or action
      end
      if action.edit then
        vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
      end
    end
  end
end

--- Has the safe fixes made each time a form is saved.
function M.fix_on_save()
  vim.api.nvim_create_autocmd('BufWritePre', {
    group = group,
    callback = function(event)
      M.fix_all(event.buf)
    end,
  })
end

--- Starts the server for each form that is opened, in Neovim 0.8 to 0.10; vim.lsp.enable does so since 0.11.
function M.start()
  local file = vim.api.nvim_get_runtime_file('lsp/evallint.lua', false)[1]
  local config = dofile(file)
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = config.filetypes,
    callback = function(event)
      local folder = vim.fs.dirname(vim.api.nvim_buf_get_name(event.buf))
      local marker = vim.fs.find(config.root_markers, { path = folder, upward = true })[1]
      vim.lsp.start({
        name = 'evallint',
        cmd = config.cmd,
        root_dir = marker and vim.fs.dirname(marker),
        on_attach = config.on_attach,
      })
    end,
  })
end

return M
