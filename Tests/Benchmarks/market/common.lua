-- What the scripts beside it share. IDS: a folder with a file of ids or secrets for each kind, one a line.
local folder = os.getenv("IDS")
function lines(name)
  local all = {}
  for line in io.lines(folder .. "/" .. name) do all[#all + 1] = line end
  return all
end
function any(list) return list[math.random(#list)] end
BASE = "/v1/cities/messstadt"
WORDS = {"apple","bread","cheese","honey","coffee","tea","olive","tomato","linen","wool","ceramic","lamp","chair","novel",
 "poster","candle","soap","flower","tulip","wine","cider","juice","pasta","sauce","spice","pepper","salt","shirt","scarf","glove"}
function init() math.randomseed(os.time() * 7) end
function done(summary, latency, extra)
  local e = summary.errors
  io.write(string.format('{"requests":%d,"rps":%.2f,"p50_ms":%.3f,"p99_ms":%.3f,"errors":%d}\n', summary.requests,
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    e.status + e.timeout + e.connect + e.read + e.write))
end
