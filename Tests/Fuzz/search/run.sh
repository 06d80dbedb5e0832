#!/bin/sh
# Feeds the search kernel's query parser, analyser and segment reader with what libFuzzer thinks of.
# Usage: Tests/Fuzz/search/run.sh [SECONDS]     (60 where nothing is said; finds land beside the program in FUZZ_OUT)
set -eu
root=$(cd "$(dirname "$0")/../../.." && pwd)
out=${FUZZ_OUT:-/tmp/liefert-fuzz-search}
mkdir -p "$out/corpus"
swiftc -O -whole-module-optimization -parse-as-library -sanitize=fuzzer,address -module-name SearchFuzz \
    "$root"/Sources/Kernels/SearchIndex/*.swift "$root"/Tests/Fuzz/search/fuzz.swift -o "$out/fuzz"
cd "$out"
exec ./fuzz -max_total_time="${1:-60}" -timeout=5 -rss_limit_mb=2048 -max_len=4096 corpus
