-- As many requests at a time as the argument says.
function init(arguments)
  local each = wrk.format("GET", wrk.path)
  text = each:rep(tonumber(arguments[1]))
end

function request() return text end
