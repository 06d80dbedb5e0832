-- The button alone: prepared checkouts, one a request, until there are none left.
dofile(os.getenv("LUA") .. "/common.lua")
local rows, sent, answered = lines("press"), 0, 0
function request()
  sent = sent + 1
  local token, checkout, hash = string.match(rows[math.min(sent, #rows)], "(%S+) (%S+) (%S+)")
  return wrk.format("POST", BASE .. "/purchases", {Authorization = "Bearer " .. token, ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = "press-" .. checkout}, string.format('{"checkout":"%s","summaryHash":"%s"}', checkout, hash))
end
function response()
  answered = answered + 1
  if answered >= #rows then wrk.thread:stop() end
end
