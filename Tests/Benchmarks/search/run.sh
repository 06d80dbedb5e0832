#!/bin/sh
# Our rows beside the rivals': relevance with and without a typo, then speed, by the judge in ../shared/lab/search.
# Usage: Tests/Benchmarks/search/run.sh [OUT]     after: swift build -c release --product liefert
# The rivals need the environment that the judge's setup.sh makes; without it only our rows and the recorded ones appear.
set -eu
root=$(cd "$(dirname "$0")/../../.." && pwd)
lab=${LAB:-$root/../shared/lab/search}
out=${1:-/tmp/liefert-search.jsonl}
program="$root/.build/release/liefert search serve --documents {corpus} --language {language} --port {port}"
ask='http://127.0.0.1:{port}/search?q={q}&limit={k}'
rm -f "$out"
for data in off-de chorus-icecat wands-sample; do
    python3 "$lab/bench_search.py" --dataset $data --name liefert --out "$out" --serve "$program" --http "$ask"
    python3 "$lab/bench_search.py" --dataset $data --typo 11 --rel-only --name liefert --out "$out" \
        --serve "$program" --http "$ask"
done
for mode in full prefix; do
    python3 "$lab/bench_search.py" --scale 100000 --mode $mode --name liefert --out "$out" --serve "$program" --http "$ask"
done
python3 "$lab/bench_search.py" --scale 100000 --mode filter --name liefert --out "$out" --serve "$program" \
    --http "$ask&retailers={retailers}&in_stock=true&facets=category"
python3 "$lab/table.py" "$out" "$lab/rivals_visible.jsonl"
