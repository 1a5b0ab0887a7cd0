-- Opens a form in Neovim, mends it and saves it as a person would, and writes down what the person sees.
--
-- The variable TASK names a file of JSON with what to do, and SEEN the file to write to.

local function read(path)
  local file = assert(io.open(path))
  local text = file:read('a')
  file:close()
  return text
end

local task = vim.json.decode(read(os.getenv('TASK')))
local PATIENCE = 30000

-- Whatever would be shown to the person besides.
local told = {}
vim.notify = function(message)
  table.insert(told, message)
end
vim.notify_once = vim.notify

local function wait(what, holds)
  assert(vim.wait(PATIENCE, holds, 20), ('%s: not in %d ms; told: %s'):format(what, PATIENCE, vim.inspect(told)))
end

--- A place as the command tells it: from 1, and in characters.
local function place(buffer, line, column)
  local text = vim.api.nvim_buf_get_lines(buffer, line, line + 1, false)[1] or ''
  return { line = line + 1, column = vim.str_utfindex(text, 'utf-32', math.min(column, #text)) + 1 }
end

local function findings(buffer)
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(found, {
      rule = diagnostic.code,
      severity = ({ 'error', 'warning', 'info' })[diagnostic.severity],
      message = diagnostic.message,
      start = place(buffer, diagnostic.lnum, diagnostic.col),
      ['end'] = place(buffer, diagnostic.end_lnum, diagnostic.end_col),
    })
  end
  return found
end

--- Puts the cursor on a place that is told as the command tells it.
local function go_to(at)
  local text = vim.api.nvim_buf_get_lines(0, at.line - 1, at.line, false)[1]
  vim.api.nvim_win_set_cursor(0, { at.line, vim.str_byteindex(text, 'utf-32', at.column - 1) })
end

--- What the floating window says that comes up when help is asked for.
local function hover(at)
  go_to(at)
  vim.lsp.buf.hover()
  local window
  wait('the hover', function()
    for _, candidate in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(candidate).relative ~= '' then
        window = candidate
      end
    end
    return window
  end)
  local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
  vim.api.nvim_win_close(window, true)
  return table.concat(lines, '\n')
end

--- The words of the menu that comes up in insert mode; with that open a key is pressed.
local function completion(key)
  local words = {}
  local timer = vim.uv.new_timer()
  local turns = 0
  timer:start(20, 20, vim.schedule_wrap(function()
    turns = turns + 1
    local items = vim.fn.complete_info({ 'items' }).items
    -- It may have been due again by the time that it is stopped.
    if timer:is_active() and (#items > 0 or turns > PATIENCE / 20) then
      timer:stop()
      for _, item in ipairs(items) do
        table.insert(words, item.abbr ~= '' and item.abbr or item.word)
      end
      vim.api.nvim_feedkeys(vim.keycode(key .. '<Esc>'), 'n', false)
    end
  end))
  -- Stays in insert mode until the timer leaves it.
  vim.api.nvim_feedkeys('i' .. vim.keycode('<C-x><C-o>'), 'x!', false)
  timer:close()
  return words
end

--- Chooses the one quick fix of a finding.
local function fix(at, rule, title)
  go_to(at)
  local before = vim.api.nvim_buf_get_changedtick(0)
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action)
      local found = action.diagnostics and action.diagnostics[1]
      return found ~= nil and found.code == rule and vim.startswith(action.title, title)
    end,
  })
  wait('the fix', function()
    return vim.api.nvim_buf_get_changedtick(0) ~= before
  end)
end

--- Opens the form as its user would.
local function open()
  vim.opt.runtimepath:prepend(task.runtime)
  vim.o.swapfile = false
  -- Otherwise a single word is taken without a menu.
  vim.o.completeopt = 'menuone,popup'
  if task.enable then
    vim.lsp.enable('evallint')
  else
    require('evallint').start()
  end
  require('evallint').fix_on_save()
  vim.api.nvim_create_autocmd('LspAttach', {
    callback = function(event)
      vim.lsp.completion.enable(true, event.data.client_id, event.buf)
    end,
  })
  vim.cmd('filetype plugin on')
  vim.cmd.edit(vim.fn.fnameescape(task.file))
  wait('the findings', function()
    return #vim.diagnostic.get(0) > 0
  end)
end

--- Makes a form of an empty document, by the first that is offered.
local function begin()
  local lines = vim.api.nvim_buf_line_count(0)
  local words = completion('<C-y>')
  wait('the form', function()
    return vim.api.nvim_buf_line_count(0) > lines
  end)
  vim.cmd('silent write')
  return { completion = words }
end

--- Mends the form by one quick fix, and by all that are safe as it is saved.
local function mend()
  local buffer = vim.api.nvim_get_current_buf()
  local seen = { before = findings(buffer), hover = hover(task.hover) }
  go_to(task.completion)
  seen.completion = completion('<C-e>')
  fix(task.fix.start, task.fix.rule, task.fix.title)
  vim.cmd('silent write')
  wait('the findings after saving', function()
    return #vim.diagnostic.get(buffer) == task.after
  end)
  seen.after = findings(buffer)
  return seen
end

local function main()
  open()
  local seen = task.fix and mend() or begin()
  seen.told = told
  local file = assert(io.open(os.getenv('SEEN'), 'w'))
  file:write(vim.json.encode(seen))
  file:close()
end

local ok, problem = xpcall(main, debug.traceback)
if not ok then
  io.stderr:write(problem .. '\n')
  vim.cmd('cquit 1')
end
vim.cmd('qall!')
