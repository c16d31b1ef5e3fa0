-- Asks for a path in which %d is a random number: wrk -s random.lua URL -- PATH HIGHEST
local path, highest

function init(arguments)
  path, highest = arguments[1], tonumber(arguments[2])
  math.randomseed(os.time())
end

function request()
  return wrk.format("GET", string.format(path, math.random(highest)))
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format("requests=%d seconds=%.3f p50=%.2f p99=%.2f failed=%d", summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
