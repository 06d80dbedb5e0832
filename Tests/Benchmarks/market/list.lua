dofile(os.getenv("LUA") .. "/common.lua")
local categories = lines("categories")
function request() return wrk.format("GET", BASE .. "/categories/" .. any(categories) .. "/products?limit=20") end
