-- A thousand paths in turn.
local texts, at = {}, 0

function init(arguments)
  for i = 1, 1000 do texts[i] = wrk.format("GET", "/user/" .. (100000 + i * 7)) end
end

function request()
  at = at % #texts + 1
  return texts[at]
end
