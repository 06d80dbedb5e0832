#!/usr/bin/env bash
# Our planner beside its rivals: the same instances, the same CPU seconds, one thread, one judge.
# Usage: [VRP_ENV=FOLDER] [SISR=FOLDER] Tests/Benchmarks/routing/run.sh [SECONDS] [SEED]
#        from the project's root, after: swift build -c release --product liefert
# VRP_ENV: a Python environment with PyVRP, OR-Tools and VROOM (the judge's setup.sh makes one); SISR: see sisr.py.
set -euo pipefail
seconds=${1:-10}
seed=${2:-1}
lab=${LAB:-../shared/lab/routing}
here=$(dirname "$0")
program=${LIEFERT:-.build/release/liefert}
python=python3
rivals=()
if [ -n "${VRP_ENV:-}" ]; then
    python=$VRP_ENV/bin/python
    rivals=(--solvers pyvrp,ortools,vroom)
fi
out=$(mktemp -d)
judge() { "$python" "$lab/bench_vrp.py" --seconds "$seconds" --seed "$seed" "$@"; }
plan="$program plan {instance} --seconds {seconds} --seed {seed} --threads 1 --quiet --solution {solution}"
ours() { judge --name liefert "${rivals[@]}" "$@"; }
ours --suite "$lab/suite_dev.txt" --cmd "$plan --objective fleet" --out "$out/dev.jsonl"
if [ -n "${SISR:-}" ]; then
    judge --name sisr-cpp --suite "$lab/suite_dev.txt" --out "$out/dev.jsonl" \
        --cmd "python3 $here/sisr.py $SISR {instance} {seconds} {seed} {objective} {solution}"
fi
ours --suite "$lab/suite_city.txt" --objective dist --as vroom --cmd "$plan --objective {objective}" --out "$out/city.jsonl"
"$python" "$lab/table.py" "$out/dev.jsonl" "$out/city.jsonl" "$lab/rivals_dev.jsonl"
