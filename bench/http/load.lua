-- Sends the requests of a file in turn, which are put together before time is taken. A line is a method, a path and,
-- where there is one, a JSON body. Arguments: the file, and a bearer token where one is needed.

local requests, position = {}, 0

function init(arguments)
    for line in io.lines(arguments[1]) do
        local method, path, body = line:match("^(%S+) (%S+) ?(.*)$")
        local headers = {}
        if arguments[2] then headers["Authorization"] = "Bearer " .. arguments[2] end
        if body == "" then body = nil else headers["Content-Type"] = "application/json" end
        requests[#requests + 1] = wrk.format(method, path, headers, body)
    end
end

function request()
    position = position % #requests + 1
    return requests[position]
end

function done(summary, latency)
    local errors = summary.errors
    local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
    local line = "figures %d %d %d %d %d\n"
    io.write(line:format(summary.requests, summary.duration, failed, latency:percentile(50), latency:percentile(99)))
end
