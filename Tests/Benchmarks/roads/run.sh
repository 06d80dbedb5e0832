#!/bin/bash
# Our streets beside the rivals': the judge's points through the kernel, and through HTTP where a service runs.
#   run.sh                          from the project's root, after swift build -c release --product liefert
#   URL=http://127.0.0.1:8080/v1/cities/heidelberg/osrm PID=1234 RIVALS=/tmp/road-env run.sh
# RIVALS (made by the judge's setup.sh) puts OSRM into the same run; without it its recorded rows stand beside ours.
set -euo pipefail
lab=${LAB:-../shared/lab/roads}
extract=${EXTRACT:-../shared/data/osm/heidelberg.osm.pbf}
program=${LIEFERT:-.build/release/liefert}
out=$(mktemp -d)
"$program" roads "$extract" --points "$lab/points_heidelberg.txt" | tee "$out/kernel.jsonl"
files=("$lab/rivals.jsonl")
if [ -n "${URL:-}" ]; then
    rivals=()
    [ -z "${RIVALS:-}" ] || rivals=(--rivals "$RIVALS" --engines osrm)
    python3 "$lab/bench_roads.py" --url "$URL" --pid "$PID" --name liefert "${rivals[@]}" \
        --operations route,route_plain,nearest,table_50,table_200 --out "$out/http.jsonl"
    files=("$out/http.jsonl" "${files[@]}")
    for profile in bicycle car; do
        python3 "$lab/compare_roads.py" "$URL" "$lab/reference_heidelberg_$profile.json:osrm" --profile "$profile"
    done
fi
python3 "$lab/table.py" "${files[@]}"
