#!/usr/bin/env python3
"""A day of meal deliveries, planned anew every five minutes as orders come in: our planner beside VROOM.

Usage: $VRP_ENV/bin/python Tests/Benchmarks/routing/mealday.py [SECONDS]   after: swift build -c release --product liefert
Days: Grubhub's (Reyes and others 2018), ../shared/data/vrp/mdrp. At every step both get the same VROOM input: orders not yet
picked up as shipments, meals on board as jobs of their courier, couriers where their last begun stop leaves them. What a courier
sets out for before the next step stays. A meal is due in 40 minutes, or as soon as a courier twenty minutes away can bring it.
"""
import json, math, os, subprocess, sys, tempfile

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
PROGRAM = os.environ.get("LIEFERT", ".build/release/liefert")
VROOM = os.path.join(os.path.dirname(sys.executable), "vroom")
DATA = os.environ.get("DATA", "../shared/data/vrp/mdrp")
STEP, DAY = 300, 36 * 3600


def table(path):
    with open(path) as file: head, *rows = [line.split() for line in file if line.strip()]
    return [dict(zip(head, row)) for row in rows]


class Day:
    def __init__(self, folder):
        at = lambda row: (float(row["x"]), float(row["y"]))
        shops = {row["restaurant"]: at(row) for row in table(folder + "/restaurants.txt")}
        rule = open(folder + "/instance_parameters.txt").read().splitlines()[1].split()
        self.pace, self.service = float(rule[0]) / 60, int(rule[1]) * 60
        self.target = int(rule[3]) * 60
        self.orders = [dict(shop=shops[row["restaurant"]], door=at(row), placed=int(row["placement_time"]) * 60,
                            ready=int(row["ready_time"]) * 60, state="new") for row in table(folder + "/orders.txt")]
        self.couriers = [dict(at=at(row), free=int(row["on_time"]) * 60, off=int(row["off_time"]) * 60, aboard=[])
                         for row in table(folder + "/couriers.txt")]
        self.riding = 0

    def ride(self, one, other): return math.ceil(math.dist(one, other) / self.pace)

    def due(self, order, now):
        """The target, or what a courier twenty minutes away can still keep."""
        if order["state"] == "aboard": return max(order["placed"] + self.target, now + 1200 + self.ride(order["shop"], order["door"]))
        needed = max(now, order["ready"]) + self.service + self.ride(order["shop"], order["door"])
        return max(order["placed"] + self.target, needed + 1200)

    def problem(self, now):
        places, index = [], {}
        def place(at):
            if at not in index: index[at] = len(places); places.append(at)
            return index[at]
        vehicles, jobs, shipments = [], [], []
        for k, courier in enumerate(self.couriers):
            begin = max(now, courier["free"])
            end = max(courier["off"], begin + 2 * 3600 if courier["aboard"] else 0)
            if courier["free"] > now + 3600 or end <= begin: continue
            vehicles.append(dict(id=k + 1, start_index=place(courier["at"]), time_window=[begin, end], skills=[k + 1], capacity=[10]))
            for n in courier["aboard"]:
                jobs.append(dict(id=n + 1, location_index=place(self.orders[n]["door"]), service=self.service, skills=[k + 1],
                                 delivery=[1], priority=100, time_windows=[[0, max(self.due(self.orders[n], now), begin + 2 * 3600)]]))
        for n, order in enumerate(self.orders):
            if order["state"] != "new" or order["placed"] > now: continue
            shipments.append(dict(
                amount=[1], priority=10,
                pickup=dict(id=n + 1, location_index=place(order["shop"]), service=self.service, time_windows=[[order["ready"], DAY]]),
                delivery=dict(id=n + 1, location_index=place(order["door"]), service=self.service,
                              time_windows=[[0, self.due(order, now)]])))
        matrix = [[self.ride(a, b) for b in places] for a in places]
        return dict(vehicles=vehicles, jobs=jobs, shipments=shipments, matrices=dict(car=dict(durations=matrix)))

    def follow(self, plan, now):
        """Carries out what begins before the next step."""
        for route in plan["routes"]:
            courier = self.couriers[route["vehicle"] - 1]
            free = max(now, courier["free"])
            for step in route["steps"]:
                if step["type"] not in ("job", "pickup", "delivery"): continue
                order = self.orders[step["id"] - 1]
                goal = order["shop"] if step["type"] == "pickup" else order["door"]
                way = self.ride(courier["at"], goal)
                begin = max(free + way, order["ready"] if step["type"] == "pickup" else 0)
                if begin - way >= now + STEP: break
                self.riding += way
                free = begin + self.service
                courier["at"], courier["free"] = goal, free
                if step["type"] == "pickup": order["state"] = "aboard"; courier["aboard"].append(step["id"] - 1)
                else: order["state"] = "done"; order["done"] = free; courier["aboard"].remove(step["id"] - 1)

    def run(self, solve):
        now = min(order["placed"] for order in self.orders) // STEP * STEP
        last = max(courier["off"] for courier in self.couriers) + 7200
        while now < last and any(order["state"] != "done" for order in self.orders):
            problem = self.problem(now)
            if problem["vehicles"] and (problem["jobs"] or problem["shipments"]): self.follow(solve(problem), now)
            now += STEP
        waits = [(order["done"] - order["placed"]) / 60 for order in self.orders if order["state"] == "done"]
        late = sum(wait > self.target / 60 for wait in waits)
        return f"{len(waits)} of {len(self.orders)} | {len(waits) - late} | {sum(waits) / len(waits):.1f} | {self.riding / 3600:.1f}"


def ask(command):
    def solve(problem):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump(problem, file)
            file.flush()
            return json.loads(subprocess.check_output([word.replace("{}", file.name) for word in command]))
    return solve


SOLVERS = dict(ours=ask([PROGRAM, "plan", "{}", "--seconds", str(SECONDS), "--threads", "1", "--json", "--quiet"]),
               VROOM=ask([VROOM, "-t", "1", "-x", "5", "-i", "{}"]))
print("| day | planner | delivered | within 40 min | mean click to door, min | hours of riding |\n| --- | --- | --- | --- | --- | --- |")
for day in sorted(os.listdir(DATA)):
    for name, solve in SOLVERS.items(): print(f"| {day} | {name} | {Day(f'{DATA}/{day}').run(solve)} |", flush=True)
