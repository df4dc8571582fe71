-- One connection for each request.
function init(arguments)
  wrk.headers["Connection"] = "close"
  text = wrk.format("GET", wrk.path)
end

function request() return text end
