"""osrm_client.py BASE: asks BASE for a way and a table as routingpy asks OSRM, and prints what it understood as JSON."""
import json
import sys

try:
    import routingpy
except ImportError:
    print("skipped: this Python has no routingpy (scripts/prepare test installs it)")
    sys.exit()

client = routingpy.OSRM(base_url=sys.argv[1])
places = [[8.698077, 50.009288], [8.7132, 50.0018], [8.7000, 50.0150]]
way = client.directions(places[:2], profile="bicycle", geometries="polyline", overview="full")
table = client.matrix(places, profile="bicycle", annotations=("duration", "distance"))
print(json.dumps({"duration": way.duration, "distance": way.distance, "points": len(way.geometry),
                  "durations": table.durations, "distances": table.distances}))
