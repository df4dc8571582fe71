-- A body of as many bytes as the argument says.
function init(arguments)
  wrk.headers["Content-Type"] = "application/octet-stream"
  text = wrk.format("POST", wrk.path, nil, string.rep("a", tonumber(arguments[1])))
end

function request() return text end
