#!/usr/bin/env python3
"""extract_shops.py EXTRACT.osm.pbf > shops.geojson: the places that sell something, out of an OpenStreetMap extract.

Needs osmium-tool (Debian: apt-get install osmium-tool) and Python 3.9 or later, nothing else. Run once, from this folder:

    ./extract_shops.py dreieich.osm.pbf > shops.geojson

Every feature keeps the tags as mapped, with `@id` (node/123) as in exports of overpass turbo. Left out: places without a name, estate agents
and car workshops, and the tags that name or reach a person (operator, email, fax, contact:*). A place without a street
gets the address of the building around it or of the nearest house number within 30 m; `liefert:address_from` says which.
"""
import json
import math
import subprocess
import sys
import tempfile

AMENITIES = {"pharmacy", "cafe", "restaurant", "fast_food", "pub", "ice_cream"}
NOT_FOR_US = {"estate_agent", "car_repair", "vacant", "no"}
KEPT = (
    "name", "brand", "shop", "amenity", "clothes", "cuisine", "opening_hours", "phone", "website", "wheelchair",
    "takeaway", "delivery", "organic", "bulk_purchase",
)
ADDRESS = ("addr:street", "addr:housenumber", "addr:postcode", "addr:city", "addr:suburb", "addr:country")


def objects(extract):
    """Every shop, eating place and house number of the extract: (id, tags, outline, is it an area)."""
    with tempfile.TemporaryDirectory() as folder:
        part, export = folder + "/part.osm.pbf", folder + "/part.geojsonseq"
        amenities = "nwr/amenity=" + ",".join(sorted(AMENITIES))
        subprocess.run(
            ["osmium", "tags-filter", extract, "nwr/shop", amenities, "nwr/addr:housenumber", "-o", part], check=True)
        subprocess.run(
            ["osmium", "export", part, "-f", "geojsonseq", "-x", "print_record_separator=false", "-u", "type_id",
             "-o", export], check=True)
        with open(export, encoding="utf-8") as lines:
            for line in lines:
                feature = json.loads(line)
                identifier, kind = feature["id"], feature["geometry"]["type"]
                if kind == "Point":
                    yield "node/" + identifier[1:], feature["properties"], [feature["geometry"]["coordinates"]], False
                elif kind == "MultiPolygon":
                    number = int(identifier[1:])  # osmium numbers areas 2 x way, or 2 x relation + 1
                    name = ("relation/" if number % 2 else "way/") + str(number // 2)
                    yield name, feature["properties"], feature["geometry"]["coordinates"][0][0], True


def centre(outline):
    """The middle of an outline's corners, the closing one counted once."""
    corners = outline[:-1] if len(outline) > 1 and outline[0] == outline[-1] else outline
    return [sum(c[0] for c in corners) / len(corners), sum(c[1] for c in corners) / len(corners)]


def metres(a, b):
    """Distance of two nearby points: flat, which is exact enough over a street."""
    return math.hypot((a[0] - b[0]) * 111_320 * math.cos(math.radians(a[1])), (a[1] - b[1]) * 110_574)


def inside(point, outline):
    """Is the point inside the outline? Counts the edges to its right."""
    hits = False
    for (x1, y1), (x2, y2) in zip(outline, outline[1:]):
        if (y1 > point[1]) != (y2 > point[1]):
            if point[0] < x1 + (point[1] - y1) * (x2 - x1) / (y2 - y1):
                hits = not hits
    return hits


def address_near(point, addresses):
    """The address of the building around a point, else of the nearest house number within 30 m."""
    for identifier, tags, outline, area in addresses:
        if area and inside(point, outline):
            return identifier, tags
    near = min(addresses, key=lambda a: (metres(point, centre(a[2])), a[0]))
    return (near[0], near[1]) if metres(point, centre(near[2])) <= 30 else (None, {})


def trade(tags):
    """What the place sells, or nothing when it is no place for the directory."""
    if "name" not in tags:
        return None
    if tags.get("shop", "no") not in NOT_FOR_US:
        return tags["shop"]
    return tags["amenity"] if tags.get("amenity") in AMENITIES and "shop" not in tags else None


def main():
    everything = list(objects(sys.argv[1]))
    addresses = [o for o in everything if "addr:street" in o[1] and "addr:housenumber" in o[1]]
    features = []
    for identifier, tags, outline, _ in everything:
        if not trade(tags):
            continue
        point = centre(outline)
        kept = {"@id": identifier, **{key: tags[key] for key in KEPT + ADDRESS if key in tags}}
        if "addr:street" not in tags:
            source, found = address_near(point, addresses)
            if source:
                kept.update({key: found[key] for key in ADDRESS if key in found})
                kept["liefert:address_from"] = source
        features.append({
            "type": "Feature", "id": identifier, "properties": kept,
            "geometry": {"type": "Point", "coordinates": [round(point[0], 6), round(point[1], 6)]},
        })
    features.sort(key=lambda f: (f["id"].split("/")[0], int(f["id"].split("/")[1])))
    print('{"type": "FeatureCollection",')
    print(' "attribution": "© OpenStreetMap contributors, Open Database License 1.0",')
    print(' "features": [')
    print(",\n".join("  " + json.dumps(f, ensure_ascii=False) for f in features))
    print(" ]}")


if __name__ == "__main__":
    main()
