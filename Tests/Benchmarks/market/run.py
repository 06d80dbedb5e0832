#!/usr/bin/env python3
"""The market under load, beside pgbench and two hand-made peers, interleaved in one run. See README.md."""
import http.client, json, os, random, re, shutil, signal, statistics, subprocess, sys, tempfile, threading, time, uuid

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
PEERS = os.environ.get("PEERS", os.path.join(ROOT, "..", "shared", "lab", "peers"))
PROGRAM = os.environ.get("LIEFERT", os.path.join(ROOT, ".build", "release", "liefert"))
SECONDS, ROUNDS = int(os.environ.get("SECONDS", "5")), int(os.environ.get("ROUNDS", "3"))
CONNECTIONS = int(os.environ.get("CONNECTIONS", "16"))
SIZE = {"merchants": os.environ.get("MERCHANTS", "300"), "products": os.environ.get("PRODUCTS", "30000"),
        "orders": os.environ.get("ORDERS", "100000")}
ORDERS_A_RUN = int(os.environ.get("ORDERS_A_RUN", "400"))
# More than can be pressed: a run that comes to their end would look slower than it was.
BUTTONS_A_SECOND = 1500
HZ = os.sysconf("SC_CLK_TCK")
# What the peers have not: for the ratio, without it.
BARE = """DO $$ DECLARE t regclass; BEGIN
  FOR t IN SELECT oid FROM pg_class WHERE relrowsecurity LOOP
    EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY', t);
  END LOOP;
END $$;
ALTER TABLE ledger_entries DISABLE TRIGGER USER;
CREATE RULE none AS ON INSERT TO ledger_entries DO INSTEAD NOTHING;
CREATE RULE none AS ON INSERT TO ledger_postings DO INSTEAD NOTHING;
CREATE RULE none AS ON INSERT TO audit_entries DO INSTEAD NOTHING;
CREATE RULE none AS ON INSERT TO outbox DO INSTEAD NOTHING;
CREATE RULE none AS ON INSERT TO idempotency_keys DO INSTEAD NOTHING"""
GOALS = {"list": 0.5, "detail": 0.85, "search": 0.3, "orders": 0.9, "order": 0.7}


def tree(pid):
    """A process and all below it."""
    found = [pid]
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            for child in open(f"/proc/{pid}/task/{task}/children").read().split():
                found += tree(int(child))
    except OSError:
        pass
    return found


def cpu(pid):
    """Seconds of a tree's processor time, those of its reaped children included."""
    ticks = 0
    for one in tree(pid):
        try:
            ticks += sum(map(int, open(f"/proc/{one}/stat").read().rsplit(")", 1)[1].split()[11:15]))
        except OSError:
            pass
    return ticks / HZ


def memory(pid):
    """Resident megabytes of one process."""
    return next(int(line.split()[1]) for line in open(f"/proc/{pid}/status") if line.startswith("VmRSS")) / 1024


def unprivileged():
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"] if os.geteuid() == 0 else []


class Cluster:
    """One PostgreSQL for all, with the peers' settings."""

    def __init__(self, folder):
        self.bin = subprocess.check_output(["pg_config", "--bindir"], text=True).strip() \
            if shutil.which("pg_config") else sorted(p for p in os.listdir("/usr/lib/postgresql"))[-1]
        if not os.path.exists(self.bin + "/initdb"):
            self.bin = f"/usr/lib/postgresql/{sorted(os.listdir('/usr/lib/postgresql'))[-1]}/bin"
        self.data, self.port = folder + "/data", random.randint(40000, 50000)
        subprocess.check_call(unprivileged() + [self.bin + "/initdb", "-D", self.data, "-U", "bench", "--auth=trust", "-k",
                                               "--locale=C.UTF-8", "-E", "UTF8"], stdout=subprocess.DEVNULL, cwd="/")
        with open(self.data + "/postgresql.conf", "a") as conf:
            conf.write(f"listen_addresses='127.0.0.1'\nport={self.port}\nunix_socket_directories=''\nmax_connections=200\n"
                       "shared_buffers=512MB\neffective_cache_size=4GB\nwork_mem=16MB\nmax_wal_size=2GB\nwal_buffers=16MB\n"
                       "random_page_cost=1.1\njit=off\n")
        self.control("start", "-l", folder + "/postgres.log")
        self.pid = int(open(self.data + "/postmaster.pid").readline())

    def control(self, verb, *more):
        subprocess.check_call(unprivileged() + [self.bin + "/pg_ctl", verb, "-D", self.data, "-w", *more],
                              stdout=subprocess.DEVNULL, cwd="/")

    def dsn(self, database, user="bench"):
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def psql(self, database, *arguments):
        return subprocess.check_output([self.bin + "/psql", "-qAt", "-v", "ON_ERROR_STOP=1", self.dsn(database), *arguments],
                                       text=True)


class Contender:
    """A server under load: how to start it and what to ask it."""

    def __init__(self, name, command, environment, port, ready):
        self.name, self.port = name, port
        self.started = time.time()
        self.process = subprocess.Popen(command, env=dict(os.environ, **environment), stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL, cwd=ROOT)
        while not self.answers(ready):
            if self.process.poll() is not None or time.time() - self.started > 120:
                raise SystemExit(f"{name} does not start")
            time.sleep(0.01)
        self.seconds_to_open = time.time() - self.started

    def answers(self, path):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            connection.request("GET", path)
            return connection.getresponse().status == 200
        except OSError:
            return False

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()


def load(contender, script, folder, cluster, environment):
    """One run of wrk against one contender."""
    before = cpu(contender.process.pid), cpu(cluster.pid)
    out = subprocess.run(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--timeout", "20s", "-s", script,
                          f"http://127.0.0.1:{contender.port}"], env=dict(os.environ, **environment), text=True,
                         capture_output=True)
    line = [line for line in out.stdout.splitlines() if line.startswith("{")]
    if not line:
        raise SystemExit(out.stdout + out.stderr)
    figures = json.loads(line[-1])
    errors = sum(value for key, value in figures.items() if key in ("errors", "err_status", "err_timeout", "err_other"))
    time.sleep(0.4)
    count = max(1, figures["requests"])
    return {"rate": figures["rps"], "p50": figures["p50_ms"], "p99": figures["p99_ms"], "errors": errors,
            "server": (cpu(contender.process.pid) - before[0]) / count * 1000,
            "database": (cpu(cluster.pid) - before[1]) / count * 1000}


class Asker:
    """One keep-alive connection."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.token = None

    def ask(self, method, path, body=None, key=None, status=(200, 201)):
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if self.token: headers["Authorization"] = "Bearer " + self.token
        if key: headers["Idempotency-Key"] = key
        self.connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status not in status:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]}")
        return json.loads(text) if text else {}


def order_ours(asker, ids, slots):
    """Three lines of one shop to the till, and the button."""
    base = "/v1/cities/messstadt"
    summary = checkout(asker, ids, slots)
    asker.ask("POST", base + "/purchases", {"checkout": summary["id"], "summaryHash": summary["summaryHash"]}, key=summary["id"])


def checkout(asker, ids, slots):
    base = "/v1/cities/messstadt"
    asker.token = asker.ask("POST", base + "/guests")["accessToken"]
    merchant = random.randrange(int(SIZE["merchants"]))
    products = random.sample(range(int(SIZE["products"]) // int(SIZE["merchants"])), 3)
    lines = [{"offer": ids[merchant + product * int(SIZE["merchants"])], "quantity": 1} for product in products]
    contact = {"name": "Guest", "phone": "0151 1234567", "street": "Main street", "houseNumber": "1", "postcode": "10000",
               "town": "Town", "place": {"latitude": 50, "longitude": 8}}
    return asker.ask("POST", f"{base}/checkouts", {"lines": lines, "slot": random.choice(slots), "contact": contact,
                                                  "payment": "cash"}, key=str(uuid.uuid4()))


def order_peer(asker, ids, slots):
    merchants, products = int(SIZE["merchants"]), int(SIZE["products"])
    merchant, start = random.randint(1, merchants), random.randint(0, products // merchants - 3)
    variant = (merchant - 1 + start * merchants) * 3 + 1
    lines = [{"variant_id": variant + step * merchants * 3, "qty": 1} for step in range(3)]
    address = {"name": "Guest", "street": "Main street 1", "zip": "10000", "city": "Town"}
    cart = asker.ask("POST", "/carts", {"merchant_id": merchant, "email": "guest@example.org", "address": address,
                                       "lines": lines})["cart_id"]
    asker.ask("POST", "/orders", {"cart_id": cart, "slot_id": random.choice(slots)})


def place(contender, order, ids, slots, cluster):
    """A fixed number of orders over as many connections as the other runs have."""
    times, errors, left, lock = [], [], [ORDERS_A_RUN], threading.Lock()

    def work():
        asker = Asker(contender.port)
        while True:
            with lock:
                if left[0] == 0: return
                left[0] -= 1
            start = time.time()
            try:
                order(asker, ids, slots)
                times.append((time.time() - start) * 1000)
            except Exception as error:
                errors.append(str(error))
                asker = Asker(contender.port)

    before, start = (cpu(contender.process.pid), cpu(cluster.pid)), time.time()
    threads = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    wall = time.time() - start
    time.sleep(0.4)
    if errors: print("  refused:", errors[0], file=sys.stderr)
    times.sort()
    count = max(1, len(times))
    return {"rate": count / wall, "p50": times[len(times) // 2] if times else 0,
            "p99": times[int(len(times) * 0.99)] if times else 0, "errors": len(errors),
            "server": (cpu(contender.process.pid) - before[0]) / count * 1000,
            "database": (cpu(cluster.pid) - before[1]) / count * 1000}


def press(contender, ids, slots, folder, cluster, environment):
    """The button alone, all in one slot: checkouts are made first, unmeasured."""
    ready, lock = [], threading.Lock()

    def work():
        asker = Asker(contender.port)
        for _ in range(BUTTONS_A_SECOND * SECONDS // CONNECTIONS):
            summary = checkout(asker, ids, slots)
            with lock: ready.append(f"{asker.token} {summary['id']} {summary['summaryHash']}")

    threads = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    open(environment["IDS"] + "/press", "w").write("\n".join(ready) + "\n")
    return load(contender, f"{HERE}/press.lua", folder, cluster, environment)


def pgbench(cluster, script):
    before = cpu(cluster.pid)
    out = subprocess.check_output(
        [cluster.bin + "/pgbench", "-n", "-h", "127.0.0.1", "-p", str(cluster.port), "-U", "bench", "-M", "prepared",
         "-c", str(CONNECTIONS), "-j", "1", "-T", str(SECONDS), "-D", f"merchants={SIZE['merchants']}",
         "-D", f"products={SIZE['products']}", "-f", script, "peer"], text=True, stderr=subprocess.STDOUT)
    time.sleep(0.4)
    count = int(re.search(r"processed: (\d+)", out).group(1))
    return {"rate": float(re.search(r"tps = ([0-9.]+)", out).group(1)), "p50": 0, "p99": 0, "errors": 0, "server": 0,
            "database": (cpu(cluster.pid) - before) / count * 1000}


def main():
    folder = tempfile.mkdtemp(prefix="liefert-bench.", dir="/tmp")
    os.chmod(folder, 0o777)
    contenders, bare, cluster, missing = {}, None, Cluster(folder), []
    try:
        subprocess.check_call(["bash", "-c", "true"])
        cluster.psql("postgres", "-c", "CREATE DATABASE ours")
        settings = {"LIEFERT_DATABASE_URL": cluster.dsn("ours"), "LIEFERT_VAR": folder + "/var", "LIEFERT_LOG_LEVEL": "error",
                    "LIEFERT_DATABASE_CONNECTIONS": "4", "LIEFERT_ALLOWANCES_SEARCHES": "0", "LIEFERT_ALLOWANCES_ORDERS": "0",
                    "LIEFERT_ALLOWANCES_WRITES": "0", "LIEFERT_ALLOWANCES_ACCOUNTS_PER_ADDRESS": "0"}
        subprocess.check_call([PROGRAM, "migrate"], env=dict(os.environ, **settings), stdout=subprocess.DEVNULL, cwd=ROOT)
        sizes = [word for key, value in SIZE.items() for word in ("-v", f"{key}={value}")]
        print("seeding", SIZE, flush=True)
        cluster.psql("ours", *sizes, "-f", HERE + "/seed.sql")
        cluster.psql("postgres", "-c", "CREATE DATABASE bare TEMPLATE ours")
        cluster.psql("bare", "-c", BARE)
        has_peers = os.path.exists(PEERS + "/schema.sql")
        if has_peers:
            cluster.psql("postgres", "-c", "CREATE DATABASE peer")
            cluster.psql("peer", "-f", PEERS + "/schema.sql")
            cluster.psql("peer", *sizes, "-f", PEERS + "/seed.sql")
            cluster.psql("peer", "-f", PEERS + "/limits_fn.sql")
            cluster.psql("peer", "-c", "VACUUM ANALYZE")
        else:
            missing.append(f"peers and pgbench: nothing at {PEERS}")

        ours = Contender("ours", [PROGRAM, "serve", "--port", "58300", "--admin-port", "58301"], settings, 58300, "/v1/cities")
        contenders["ours"] = ours
        print(f"ours: first good answer {ours.seconds_to_open:.2f} s after start", flush=True)
        while not ours.answers("/readyz"): time.sleep(0.05)
        print(f"ours: searchable after {time.time() - ours.started:.2f} s; {memory(ours.process.pid):.0f} MB at idle", flush=True)
        bare = Contender("bare", [PROGRAM, "serve", "--port", "58310", "--admin-port", "58311"], dict(
            settings, LIEFERT_DATABASE_URL=cluster.dsn("bare"), LIEFERT_VAR=folder + "/bare"), 58310, "/v1/cities")
        while not bare.answers("/readyz"): time.sleep(0.05)
        if has_peers and os.path.exists(os.environ.get("GO_PEER", "/tmp/gopeer")):
            contenders["go"] = Contender("go", [os.environ.get("GO_PEER", "/tmp/gopeer")], {
                "DSN": cluster.dsn("peer"), "LISTEN": "127.0.0.1:58200", "GOMAXPROCS": "2"}, 58200, "/products/product-1")
        else:
            missing.append("Go peer: not installed (README.md says how)")
        venv = os.environ.get("FASTAPI_VENV", "/tmp/peer-venv")
        if has_peers and os.path.exists(venv + "/bin/uvicorn"):
            contenders["fastapi"] = Contender("fastapi", [
                venv + "/bin/uvicorn", "fastapi_peer:app", "--app-dir", PEERS, "--workers", "2", "--host", "127.0.0.1",
                "--port", "58100", "--no-access-log", "--log-level", "warning"], {"DSN": cluster.dsn("peer")}, 58100,
                "/products/product-1")
        else:
            missing.append("FastAPI peer: not installed (README.md says how)")

        ids = folder + "/ids"
        os.mkdir(ids)
        for name, sql in {
            "categories": "SELECT id FROM categories WHERE slug LIKE 'cat-%'", "products": "SELECT id FROM products",
            "retailers": "SELECT md5('retailer' || i)::uuid FROM generate_series(1, %s) i" % SIZE["merchants"],
            "keys": "SELECT 'liefert_key_' || lpad(i::text, 43, '0') FROM generate_series(1, %s) i" % SIZE["merchants"],
        }.items():
            open(f"{ids}/{name}", "w").write(cluster.psql("ours", "-c", sql))
        peers_tokens = folder + "/tokens"
        if "fastapi" in contenders or "go" in contenders:
            python = venv + "/bin/python" if os.path.exists(venv + "/bin/python") else sys.executable
            try:
                open(peers_tokens, "w").write(subprocess.check_output(
                    [python, "-c", "import fastapi_peer as p; [print(p.token_for(m)) for m in range(1, %s + 1)]"
                     % SIZE["merchants"]], env=dict(os.environ, DSN="x", PYTHONPATH=PEERS, PYTHONDONTWRITEBYTECODE="1"),
                    text=True))
            except subprocess.CalledProcessError:
                missing.append("the peers' tokens: their orders are left out")
        offers = cluster.psql("ours", "-c", "SELECT md5('offer' || i || '-1')::uuid FROM generate_series(1, %s) i"
                              % SIZE["products"]).split()
        coming = "SELECT id FROM slots WHERE starts_at > now() + interval '1 day' ORDER BY starts_at, id"
        slots, bare_slots = [], []
        while not (slots and bare_slots):
            time.sleep(0.2)
            slots, bare_slots = (cluster.psql(name, "-c", coming).split() for name in ("ours", "bare"))

        peer_scripts = {"list": "list", "detail": "detail", "search": "search", "orders": "merchant_orders"}
        environment = {"LUA": HERE, "IDS": ids, "WRK_COMMON": PEERS + "/wrk", "TOKENS": peers_tokens, **{
            key.upper(): value for key, value in SIZE.items()}}
        results = {}

        def note(operation, name, figures):
            results.setdefault((operation, name), []).append(figures)
            print(f"  {operation:8} {name:12} {figures['rate']:9.1f}/s  p50 {figures['p50']:8.2f}  p99 {figures['p99']:8.2f} ms  "
                  f"CPU ms {figures['server']:.3f} + {figures['database']:.3f}  errors {figures['errors']}", flush=True)

        # Tables that were empty when a session planned its statements: what autovacuum does within a minute.
        for name, contender in {**contenders, "bare": bare}.items():
            own = {"ours": slots, "bare": bare_slots}.get(name)
            place(contender, order_ours if own else order_peer, offers, own or range(1, 769), cluster)
        for database in ["ours", "bare"] + (["peer"] if has_peers else []): cluster.psql(database, "-c", "ANALYZE")

        only = os.environ.get("ONLY", "list detail search orders order hot").split()
        for round in range(ROUNDS):
            print(f"round {round + 1} of {ROUNDS}, load {os.getloadavg()[0]:.1f}", flush=True)
            for operation in [o for o in only if o in peer_scripts]:
                for name, contender in contenders.items():
                    script = f"{HERE}/{operation}.lua" if name == "ours" else f"{PEERS}/wrk/{peer_scripts[operation]}.lua"
                    if operation == "orders" and name != "ours" and not os.path.exists(peers_tokens): continue
                    note(operation, name, load(contender, script, folder, cluster, environment))
                if has_peers:
                    script = {"list": "list20", "orders": "merchant_orders"}.get(operation, operation)
                    note(operation, "pgbench", pgbench(cluster, f"{PEERS}/pgbench/{script}.sql"))
            for operation, ours_slots, peer_slots in (("order", slots, range(1, 769)), ("hot", slots[:1], [1])):
                if operation not in only: continue
                for name, contender in {**contenders, "bare": bare}.items():
                    own = {"ours": ours_slots, "bare": bare_slots[:len(ours_slots)]}.get(name)
                    ids_of, order = (offers, order_ours) if own else (None, order_peer)
                    note(operation, name, place(contender, order, ids_of, own or peer_slots, cluster))
                if operation == "hot":
                    note("button", "ours", press(ours, offers, ours_slots, folder, cluster, environment))
                if has_peers:
                    script = "place_order_fn" + ("_hot" if operation == "hot" else "")
                    note(operation, "pgbench", pgbench(cluster, f"{PEERS}/pgbench/{script}.sql"))
        print(f"ours: {memory(ours.process.pid):.0f} MB after the load")
        table(results, missing)
    finally:
        for contender in [*contenders.values(), *([bare] if bare else [])]: contender.stop()
        cluster.control("stop", "-m", "immediate")
        shutil.rmtree(folder, ignore_errors=True)


def table(results, missing):
    """Medians of the rounds, as Markdown."""
    print("\n| operation | who | per second | p50 / p99 ms | CPU ms: server + database = all | × Go | goal |\n| --- | --- | --- | --- | --- | --- | --- |")
    for (operation, name), runs in results.items():
        median = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        whole = median["server"] + median["database"]
        go = results.get((operation, "go"))
        ratio = whole / statistics.median(run["server"] + run["database"] for run in go) if go else None
        refused = f", {median['errors']:.0f} refused" if median["errors"] else ""
        goal = f"≤ {GOALS[operation]}" if name == ("bare" if operation == "order" else "ours") and operation in GOALS else ""
        print(f"| {operation} | {name}{refused} | {median['rate']:.0f} | {median['p50']:.1f} / {median['p99']:.1f} | "
              f"{median['server']:.2f} + {median['database']:.2f} = {whole:.2f} | {f'{ratio:.2f}' if ratio else ''} | {goal} |")
    for line in missing: print("not measured:", line)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    main()
