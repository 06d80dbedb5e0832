dofile(os.getenv("LUA") .. "/common.lua")
local retailers, keys = lines("retailers"), lines("keys")
function request()
  local n = math.random(#retailers)
  return wrk.format("GET", BASE .. "/retailers/" .. retailers[n] .. "/orders?limit=20", {Authorization = "Bearer " .. keys[n]})
end
