#!/usr/bin/env python3
"""Our planner beside PyVRP on PyVRP's own rich instances: several depots, mixed fleets, several trips with releases.

Usage: $VRP_ENV/bin/python Tests/Benchmarks/routing/rich.py [SECONDS [SEED]]   after: swift build -c release --product liefert
One thread each, equal wall seconds, one after the other; both plans are judged by PyVRP's model of the instance.
"""
import json, os, subprocess, sys

import pyvrp, pyvrp.stop

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 10
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 1
PROGRAM = os.environ.get("LIEFERT", ".build/release/liefert")
DATA = os.environ.get("DATA", "../shared/data/vrp/pyvrp")
# The rounding each set's best-known values use.
INSTANCES = [("HFVRP/X148-HVRP", "exact"), ("MDVRPTW/PR11A", "exact"), ("MTVRPTWR/R205R0.5", "dimacs"),
             ("MTVRPTWR/C2_2_05R0.25", "dimacs")]


def ours(path, data):
    """Our plan as a solution of PyVRP's."""
    text = subprocess.check_output([PROGRAM, "plan", path, "--seconds", str(SECONDS), "--seed", str(SEED), "--threads", "1",
                                    "--objective", "dist", "--json", "--quiet"])
    plan = json.loads(text)
    type_of = {int(v): k for k, t in enumerate(data.vehicle_types()) for v in t.name.split(",")}
    routes = []
    for route in plan["routes"]:
        visits = []
        for step in route["steps"]:
            if step["type"] == "job": visits.append(pyvrp.Activity(f"C{step['id'] - data.num_depots}"))
            if step["type"] == "reload": visits.append(pyvrp.Activity(f"D{step['location_index']}"))
        routes.append(pyvrp.Route(data, visits, type_of[route["vehicle"] - 1]))
    return pyvrp.Solution(data, routes)


def cost(data, solution):
    """What PyVRP counts, or None where its model finds a fault."""
    if not solution.is_feasible(): return None
    return sum(r.fixed_vehicle_cost() + r.distance_cost() + r.duration_cost() for r in solution.routes())


print("| instance | ours | PyVRP | ours : PyVRP |\n| --- | --- | --- | --- |")
for name, rounding in INSTANCES:
    path = f"{DATA}/{name}.vrp"
    data = pyvrp.read(path, round_func=rounding)
    theirs = pyvrp.solve(data, pyvrp.stop.MaxRuntime(SECONDS), seed=SEED, display=False).best
    mine, rival = cost(data, ours(path, data)), cost(data, theirs)
    print(f"| {name} | {mine} | {rival} | {mine / rival:.4f} |" if mine and rival else f"| {name} | {mine} | {rival} | |", flush=True)
