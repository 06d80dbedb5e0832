#!/bin/bash
# Our planner beside its rivals: the same instances, the same CPU seconds, one thread, one judge.
#   run.sh [SECONDS] [SEED]        from the project's root, after swift build -c release --product liefert
# Rivals run where VRP_ENV names a Python environment with them (the judge's setup.sh makes one).
set -euo pipefail
seconds=${1:-10}
seed=${2:-1}
lab=${LAB:-../shared/lab/routing}
program=${LIEFERT:-.build/release/liefert}
python=python3
rivals=()
if [ -n "${VRP_ENV:-}" ]; then
    python=$VRP_ENV/bin/python
    rivals=(--solvers pyvrp,ortools,vroom)
fi
out=$(mktemp -d)
judge() { "$python" "$lab/bench_vrp.py" --seconds "$seconds" --seed "$seed" --name liefert "${rivals[@]}" "$@"; }
plan="$program plan {instance} --seconds {seconds} --seed {seed} --threads 1 --quiet --solution {solution}"
judge --suite "$lab/suite_dev.txt" --cmd "$plan --objective fleet" --out "$out/dev.jsonl"
judge --suite "$lab/suite_city.txt" --objective dist --as vroom --cmd "$plan --objective {objective}" --out "$out/city.jsonl"
"$python" "$lab/table.py" "$out/dev.jsonl" "$out/city.jsonl" "$lab/rivals_dev.jsonl"
