#!/usr/bin/env bash
# Our rows beside the rivals': relevance with and without a typo, then speed, by the judge in ../shared/lab/search.
# Usage: [RIVALS=FOLDER] [SCALES="100000 1000000"] [PROGRAM=FILE] Tests/Benchmarks/search/run.sh [OUT]
#        after: swift build -c release --product liefert
# RIVALS is the environment that the judge's setup.sh made: each rival then runs beside ours, corpus by corpus, in the
# same run; without it their recorded rows are printed. Some 10 minutes with rivals and a million products.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
lab=${LAB:-$root/../shared/lab/search}
out=${1:-/tmp/liefert-search.jsonl}
program="${PROGRAM:-$root/.build/release/liefert} search serve --documents {corpus} --language {language} --port {port}"
ask='http://127.0.0.1:{port}/search?q={q}&limit={k}'
rm -f "$out"
[ -z "${RIVALS:-}" ] || . "$RIVALS/env"

# Arguments: what the URL asks beside the words, then the judge's own.
ours() {
    local more=$1
    shift
    echo "$*" >&2
    python3 "$lab/bench_search.py" "$@" --name liefert --serve "$program" --http "$ask$more" --out "$out" >/dev/null
}
# Arguments: the engines, then the judge's own.
rivals() {
    local engines=$1
    shift
    [ -z "${RIVALS:-}" ] || "$lab/with_pg.sh" python3 "$lab/bench_search.py" "$@" --engines "$engines" --out "$out" >/dev/null
}

for data in off-de chorus-icecat wands-sample; do
    for how in "" "--typo 11 --rel-only"; do
        rivals tantivy-std,tantivy-tuned,lucene-std,lucene-tuned,milli,pg-trgm,pg-hybrid --dataset $data $how
        ours "" --dataset $data $how
    done
done
for scale in ${SCALES-100000 1000000}; do
    rivals tantivy-std,tantivy-tuned,lucene-std --scale "$scale" --mode full
    ours "" --scale "$scale" --mode full
    rivals tantivy-std --scale "$scale" --mode prefix
    ours "" --scale "$scale" --mode prefix
    rivals tantivy-std --scale "$scale" --mode filter
    ours "&retailers={retailers}&in_stock=true&facets=category" --scale "$scale" --mode filter
done
recorded=()
[ -n "${RIVALS:-}" ] || recorded=("$lab/rivals_visible.jsonl")
python3 "$lab/table.py" "$out" "${recorded[@]}"
