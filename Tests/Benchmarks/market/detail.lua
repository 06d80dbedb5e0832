dofile(os.getenv("LUA") .. "/common.lua")
local products = lines("products")
function request() return wrk.format("GET", BASE .. "/products/" .. any(products)) end
