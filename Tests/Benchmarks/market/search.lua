dofile(os.getenv("LUA") .. "/common.lua")
function request()
  return wrk.format("GET", string.format("%s/search?kind=product&q=%s&category=top-%d&priceFrom=500&priceTo=6000&inStock=true",
    BASE, any(WORDS), math.random(1, 10)))
end
