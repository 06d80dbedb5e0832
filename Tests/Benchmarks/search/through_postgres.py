#!/usr/bin/env python3
"""How soon a committed change is found by search, and how long an index takes to be made anew from PostgreSQL.

Usage: Tests/Benchmarks/search/through_postgres.py [PRODUCTS [CHANGES]]   after: swift build -c release --product liefert
Starts a PostgreSQL and a server of its own on loopback, ends both. Prints one line a figure.
"""
import json, os, shutil, subprocess, sys, tempfile, time, urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "market"))
import run as market

PRODUCTS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
CHANGES = int(sys.argv[2]) if len(sys.argv) > 2 else 200
BASE, PORT = "/v1/cities/messstadt", 58400
OWNER = """INSERT INTO memberships (city_id, id, account_id, role, retailer_id)
           SELECT city_id, gen_random_uuid(), id, 'owner', md5('retailer1')::uuid FROM accounts"""

# Ids of goods in the order of their making, as the program makes them (UUIDv7); the market's seed has random ones.
RANDOM = "SELECT md5($1)::uuid"
ORDERED = """SELECT CASE WHEN $1 ~ '^(product|variant|offer)[0-9]'
                    THEN overlay(md5($1) PLACING lpad(to_hex(substring($1 FROM '[0-9]+')::bigint), 12, '0') FROM 1 FOR 12)
                    ELSE md5($1) END::uuid"""


def seeded(cluster, products, folder):
    """Fills the database with that many products of 300 shops."""
    with open(market.HERE + "/seed.sql") as seed: script = seed.read()
    assert RANDOM in script
    with open(folder + "/seed.sql", "w") as ours: ours.write(script.replace(RANDOM, ORDERED))
    cluster.psql("ours", "-v", "merchants=300", "-v", f"products={products}", "-v", "orders=1", "-v", "variants=1",
                 "-f", folder + "/seed.sql")


class Owner(market.Asker):
    """Who owns the first shop, on one connection."""

    def __init__(self, settings):
        super().__init__(PORT)
        self.token = subprocess.check_output(
            [market.PROGRAM, "token", "--city", "messstadt", "--email", "mess@demo.invalid"],
            env=dict(os.environ, **settings), text=True, cwd=market.ROOT).strip()

    def change(self, offer, fields):
        path = f"{BASE}/retailers/{retailer()}/assortment/{offer}"
        self.connection.request("GET", path, headers={"Authorization": "Bearer " + self.token})
        answer = self.connection.getresponse()
        answer.read()
        headers = {"Authorization": "Bearer " + self.token, "Content-Type": "application/merge-patch+json",
                   "If-Match": answer.getheader("ETag")}
        self.connection.request("PATCH", path, json.dumps(fields), headers)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status != 200: raise SystemExit(f"PATCH {path}: {answer.status} {text[:300]}")
        return time.time()

    def finds(self, title, offer):
        """The offer as search shows it, or nothing."""
        found = self.ask("GET", f"{BASE}/search?kind=product&limit=5&q={urllib.parse.quote(title)}")
        return next((o for item in found["items"] for o in item["offers"] if o["offer"] == offer), None)


def retailer():
    import hashlib, uuid
    return uuid.UUID(hashlib.md5(b"retailer1").hexdigest())


def await_that(condition, since, limit=20):
    while not condition():
        if time.time() - since > limit: raise SystemExit("a change was not seen within 20 s")
        time.sleep(0.002)
    return (time.time() - since) * 1000


def freshness(cluster, settings):
    offers = [line.split("|") for line in cluster.psql("ours", "-c", f"""
        SELECT o.id, p.title FROM offers o JOIN products p ON p.city_id = o.city_id AND p.id = o.product_id
         WHERE o.retailer_id = '{retailer()}' LIMIT {CHANGES}""").split("\n") if line]
    prices, gone, back = [], [], []
    for number in range(CHANGES):
        offer, title = offers[number % len(offers)]
        owner = Owner(settings) if number % 400 == 0 else owner
        cents = 10_000 + number
        since = owner.change(offer, {"price": {"amount": cents, "currency": "EUR"}})
        prices.append(await_that(lambda: (owner.finds(title, offer) or {}).get("price", {}).get("amount") == cents, since))
        since = owner.change(offer, {"state": "paused"})
        gone.append(await_that(lambda: owner.finds(title, offer) is None, since))
        since = owner.change(offer, {"state": "published"})
        back.append(await_that(lambda: owner.finds(title, offer) is not None, since))
    for name, times in (("a price", prices), ("withdrawn", gone), ("published", back)):
        times.sort()
        print(f"{name}: visible {times[len(times) // 2]:.0f} ms (p50), {times[int(len(times) * 0.99)]:.0f} ms (p99), "
              f"{times[-1]:.0f} ms (most) after the answer, {len(times)} changes", flush=True)


def filled(settings, what, cluster):
    """Starts a server; how long until all of the town can be searched."""
    before = market.cpu(cluster.pid)
    server = market.Contender("ours", [market.PROGRAM, "serve", "--port", str(PORT), "--admin-port", str(PORT + 1)],
                              settings, PORT, "/v1/cities")
    while not server.answers("/readyz"): time.sleep(0.01)
    while True:
        try:
            if "isPartial" not in market.Asker(PORT).ask("GET", f"{BASE}/search?q=apple&limit=1"): break
        except RuntimeError:
            pass
        time.sleep(0.02)
    print(f"{what}: {time.time() - server.started:.2f} s to the first whole answer, processor {market.cpu(server.process.pid):.1f} s "
          f"+ database {market.cpu(cluster.pid) - before:.1f} s, {market.memory(server.process.pid):.0f} MB resident", flush=True)
    return server


def main():
    folder = tempfile.mkdtemp(prefix="liefert-bench.", dir="/tmp")
    os.chmod(folder, 0o777)
    cluster, server = market.Cluster(folder), None
    try:
        cluster.psql("postgres", "-c", "CREATE DATABASE ours")
        settings = {"LIEFERT_DATABASE_URL": cluster.dsn("ours"), "LIEFERT_VAR": folder + "/var", "LIEFERT_LOG_LEVEL": "error",
                    "LIEFERT_ALLOWANCES_WRITES": "0", "LIEFERT_ALLOWANCES_SEARCHES": "0"}
        subprocess.check_call([market.PROGRAM, "migrate"], env=dict(os.environ, **settings), stdout=subprocess.DEVNULL,
                              cwd=market.ROOT)
        print(f"seeding {PRODUCTS} products", flush=True)
        seeded(cluster, PRODUCTS, folder)
        cluster.psql("ours", "-c", OWNER)
        server = filled(settings, "made from PostgreSQL", cluster)
        time.sleep(3)
        server.stop()
        server = filled(settings, "opened from its files", cluster)
        freshness(cluster, settings)
    finally:
        if server: server.stop()
        cluster.control("stop", "-m", "immediate")
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
