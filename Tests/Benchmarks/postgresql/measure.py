#!/usr/bin/env python3
"""What a cancel costs with records in PostgreSQL, beside the same transaction in Go with pgx, in one run; times are medians.

    measure.py BINARY [MODE...]      modes: oneshot stream connections standby growth reads; all of them unless told

BINARY is the executable of the flavour for PostgreSQL, as the page on PostgreSQL builds it; the peer is built here. Needs
golang-go, golang-github-jackc-pgx-v4-dev, postgresql-15, pgbouncer, openssl, and to be root or postgres. GROWTH (10,000,000
unless set) is the number of records of the larger store, some 1.5 GB a million.
"""
import json, os, statistics, subprocess, sys, tempfile, threading, time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "PostgreSQL"))
from servers import PROGRAMS, Pair, until  # noqa: E402

ADMIN = {"sub": "45", "role": "admin", "full_name": "Jane Manager"}


def envelope(method, path, query="", **fields):
    return json.dumps({"version": "2.0", "rawPath": path, "rawQueryString": query,
                       "headers": {"content-type": "application/json"} | fields,
                       "requestContext": {"stage": "$default", "http": {"method": method, "path": path},
                                          "authorizer": {"jwt": {"claims": ADMIN}}},
                       "body": '{"status":"cancelled"}' if method == "PATCH" else None, "isBase64Encoded": False},
                      separators=(",", ":")).encode()


def cancel(number):
    return envelope("PATCH", f"/api/work-orders/{number}/status", **{"idempotency-key": f"key-{number}"})


RECORDS = """
INSERT INTO countermand.records (id, kind, version, status, scopes, proof, document)
SELECT g::text, 'work-order', g::bigint << 21, 'pending', json_build_array('all', 'client/' || CASE WHEN g % 10 = 0 THEN 1 ELSE g END)::text, '',
    '{"id":' || g || ',"job_no":"WO-' || g || '","status":"pending","supplier_name":"Williams Property Service","property_name":"123 Main St","description":"Fix leaking tap","authorized_by":"Jane Manager","client_id":' || CASE WHEN g % 10 = 0 THEN 1 ELSE g END || ',"createdAt":"2025-10-20T02:45:15.629Z","updatedAt":"2025-10-20T02:45:15.629Z"}'
FROM generate_series({first}, {last}) g;
INSERT INTO countermand.list_entries (scope, kind, status, version, id)
SELECT scope, 'work-order', 'pending', g::bigint << 21, g::text
FROM generate_series({first}, {last}) g, unnest(ARRAY['all', 'client/' || CASE WHEN g % 10 = 0 THEN 1 ELSE g END]) scope;
INSERT INTO countermand.list_counts (scope, kind, status, n)
SELECT scope, kind, status, count(*) FROM countermand.list_entries WHERE version >= {first}::bigint << 21 AND scope IN ('all', 'client/1')
GROUP BY 1, 2, 3 ON CONFLICT (scope, kind, status) DO UPDATE SET n = list_counts.n + excluded.n;
VACUUM ANALYZE countermand.records; VACUUM ANALYZE countermand.list_entries; CHECKPOINT
"""


class Measurement:
    def __init__(self, binary):
        self.work = Path(tempfile.mkdtemp(prefix="countermand-measure-"))
        self.binary, self.peer = str(Path(binary).resolve()), str(self.work / "peer")
        subprocess.run(["go", "build", "-o", self.peer, str(HERE / "peer.go")], check=True,
                       env=os.environ | {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode"})
        self.next = 1

    def pair(self):
        pair = Pair()
        pair.make("a")
        return pair

    def url(self, pair): return f"postgresql:///postgres?host={pair.folder}&port={pair.ports['a']}&user=postgres"

    def fill(self, pair, last, first=1):
        if first == 1: self.countermand(self.url(pair), "migrate")
        for statement in RECORDS.replace("{first}", str(first)).replace("{last}", str(last)).split(";"): pair.sql("a", statement)

    def countermand(self, url, *arguments, data=None):
        done = subprocess.run([self.binary, *arguments], input=data, capture_output=True, env={"COUNTERMAND_STORE": url})
        if done.returncode: sys.exit(f"{arguments}: {done.stderr.decode()}")
        return done.stdout

    def fresh(self, wanted):
        first, self.next = self.next, self.next + wanted
        return range(first, first + wanted)

    def one(self, command, url, data):
        start = time.perf_counter()
        done = subprocess.run(command, input=data, capture_output=True, env={"COUNTERMAND_STORE": url})
        seconds = time.perf_counter() - start
        if b'"statusCode":200' not in done.stdout: sys.exit(f"refused: {done.stdout[:300]} {done.stderr[:300]}")
        return seconds

    def streams(self, make, count, each):
        """Seconds for `count` processes that cancel `each` beside each other; every answer is waited for."""
        processes = [subprocess.Popen(make[0], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=make[1]) for _ in range(count)]
        work = [[cancel(number) + b"\n" for number in self.fresh(each)] for _ in processes]
        failures = []

        def ask(process, lines):
            for line in lines:
                process.stdin.write(line)
                process.stdin.flush()
                if b'"statusCode":200' not in process.stdout.readline(): failures.append(1)
        for process in processes: ask(process, [cancel(self.fresh(1)[0]) + b"\n"])  # Connected, before the clock starts.
        threads = [threading.Thread(target=ask, args=pair) for pair in zip(processes, work)]
        start = time.perf_counter()
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        seconds = time.perf_counter() - start
        for process in processes: process.stdin.close(), process.wait()
        if failures: sys.exit(f"{len(failures)} refused")
        return seconds

    def ours(self, url): return [self.binary, "stream"], {"COUNTERMAND_STORE": url}

    def theirs(self, url): return [self.peer, url, "stream"], {}

    def oneshot(self, runs=60):
        """Whole processes: over a local socket, over TLS with SCRAM, and through pgbouncer in transaction mode on a socket."""
        pair, figures = self.pair(), {}
        self.fill(pair, 100_000)
        self.next = 1
        for name, url in {"local": self.url(pair), "tls_scram": self.secured(pair), "pgbouncer": self.pooled(pair)}.items():
            ours, theirs = [], []
            for number in self.fresh(runs): ours.append(self.one([self.binary], url, cancel(number)))
            for number in self.fresh(runs): theirs.append(self.one([self.peer, url], url, cancel(number)))
            figures |= {f"{name}_ms": ms(ours), f"{name}_of_go": ratio(ours, theirs)}
        self.close(pair)
        return figures

    def secured(self, pair):
        key, certificate = f"{pair.folder}/key.pem", f"{pair.folder}/certificate.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                        "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate],
                       check=True, capture_output=True)
        for path in (key, certificate): subprocess.run(["chown", "postgres:postgres", path], check=True)
        os.chmod(key, 0o600)
        for setting in (f"ssl_cert_file = '{certificate}'", f"ssl_key_file = '{key}'", "ssl = on", "listen_addresses = 'localhost'"):
            pair.sql("a", f"ALTER SYSTEM SET {setting}")
        pair.sql("a", "CREATE ROLE serving LOGIN SUPERUSER PASSWORD 'secret'")
        with open(f"{pair.folder}/a/pg_hba.conf", "w") as file: file.write("local all all trust\nhostssl all all all scram-sha-256\n")
        pair.stop("a")
        pair.start("a")
        return (f"postgresql://serving:secret@localhost:{pair.ports['a']}/postgres"
                f"?sslmode=verify-full&sslrootcert={certificate}&gssencmode=disable")

    def pooled(self, pair):
        port = 54339
        (self.work / "users.txt").write_text('"postgres" ""\n')
        (self.work / "pgbouncer.ini").write_text(
            f"[databases]\npostgres = host={pair.folder} port={pair.ports['a']} user=postgres\n[pgbouncer]\nlisten_port = {port}\n"
            f"unix_socket_dir = {pair.folder}\nauth_type = trust\nauth_file = {self.work}/users.txt\npool_mode = transaction\n"
            "default_pool_size = 16\n")
        os.chmod(self.work, 0o755)
        os.chmod(pair.folder, 0o777)
        self.pooler = subprocess.Popen(["pgbouncer", "-q", "-u", "postgres", str(self.work / "pgbouncer.ini")] if os.geteuid() == 0
                                       else ["pgbouncer", "-q", str(self.work / "pgbouncer.ini")])
        until(lambda: os.path.exists(f"{pair.folder}/.s.PGSQL.{port}"), "pgbouncer does not start")
        return f"postgresql:///postgres?host={pair.folder}&port={port}&user=postgres"

    def close(self, pair):
        if getattr(self, "pooler", None): self.pooler.terminate(), self.pooler.wait()
        self.pooler = None
        pair.close()

    def stream(self, each=2000):
        """A kept connection: lists, counts, note, event and idempotency record written by each."""
        pair = self.pair()
        self.fill(pair, 100_000)
        self.next = 1
        url = self.url(pair)
        ours, theirs = [], []
        for _ in range(3): ours.append(self.streams(self.ours(url), 1, each)), theirs.append(self.streams(self.theirs(url), 1, each))
        pair.close()
        return {"ms": 1000 * statistics.median(ours) / each, "of_go": ratio(ours, theirs)}

    def connections(self, each=1500):
        pair, figures = self.pair(), {}
        self.fill(pair, 200_000)
        self.next = 1
        url = self.url(pair)
        for count in (1, 2, 4, 8, 16, 32):
            figures[f"{count}_per_s"] = each * count / self.streams(self.ours(url), count, each // (1 + count // 8))  / (1 + count // 8)
        figures["8_of_go"] = self.streams(self.ours(url), 8, each) / self.streams(self.theirs(url), 8, each)
        pair.close()
        return figures

    def standby(self, each=300):
        """A synchronous standby that confirms after 2 ms: no row is written by every commit, so eight are not one."""
        pair = self.pair()
        self.fill(pair, 50_000)
        self.next = 1
        pair.make_standby("b", of="a")
        pair.sql("b", "ALTER SYSTEM SET recovery_min_apply_delay = '2ms'")
        pair.sql("b", "SELECT pg_reload_conf()")
        pair.sql("a", "ALTER SYSTEM SET synchronous_commit = 'remote_apply'")
        pair.sql("a", "SELECT pg_reload_conf()")
        url = self.url(pair)
        one, eight = self.streams(self.ours(url), 1, each), self.streams(self.ours(url), 8, each)
        pair.close()
        return {"1_per_s": each / one, "8_per_s": 8 * each / eight, "8_times_1": 8 * one / eight}

    def growth(self, small=1000, runs=300):
        large = int(os.environ.get("GROWTH", "10000000"))
        figures, sizes = {}, {}
        for count in (small, large):
            pair = self.pair()
            for first in range(1, count + 1, 1_000_000): self.fill(pair, min(first + 999_999, count), first)
            bytes = int(pair.sql("a", "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'countermand'::regnamespace"))
            sizes[count] = bytes / count
            self.next = 1
            figures[count] = self.streams(self.ours(self.url(pair)), 1, runs) / runs
            pair.close()
        return {"small_ms": 1000 * figures[small], "large_ms": 1000 * figures[large],
                "large_per_small": figures[large] / figures[small], "bytes_per_record": sizes[large]}

    def reads(self, count=1_000_000, runs=40):
        """Pages and counts of a caller who sees 1,000,000 work orders, over a kept connection."""
        pair = self.pair()
        self.fill(pair, count)
        process = subprocess.Popen(*[self.ours(self.url(pair))[0]], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   env=self.ours(self.url(pair))[1])
        figures = {}
        for name, (path, query) in {"get": ("/api/work-orders/77", ""), "summary": ("/api/work-orders/summary", ""),
                                    "page_of_50": ("/api/work-orders", "status=pending&limit=50")}.items():
            times = []
            for _ in range(runs):
                start = time.perf_counter()
                process.stdin.write(envelope("GET", path, query) + b"\n")
                process.stdin.flush()
                if b'"statusCode":200' not in process.stdout.readline(): sys.exit(f"{path} was refused")
                times.append(time.perf_counter() - start)
            figures[name + "_ms"] = ms(times)
        process.stdin.close(), process.wait()
        pair.close()
        return figures


def ms(seconds): return 1000 * statistics.median(seconds)


def ratio(ours, theirs): return statistics.median(ours) / statistics.median(theirs)


MODES = ["oneshot", "stream", "connections", "standby", "growth", "reads"]


def main():
    measurement = Measurement(sys.argv[1])
    for mode in sys.argv[2:] or MODES:
        if mode not in MODES: sys.exit(f"{mode} is none of {' '.join(MODES)}")
        print(mode, json.dumps({name: round(value, 3) for name, value in getattr(measurement, mode)().items()}), flush=True)


main()
