#!/usr/bin/env python3
"""What a cancel costs: ratios taken in one run, because machines are noisy; times are medians.

    measure.py BINARY [MODE...]      modes: oneshot stream growth reads processes readers imports; all of them unless told

BINARY is the executable as README.md builds it. Beside it stand a process that does nothing (a C program that copies its
input, built here with `cc -static`) and a bare append with fdatasync. Needs some 4 GB in TMPDIR for a million records.
"""
import json, os, statistics, subprocess, sys, tempfile, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

NOTHING = "#include <unistd.h>\nint main(void){char b[65536];long n=read(0,b,sizeof b);return write(1,b,n)==n?0:1;}\n"
ADMIN = {"sub": "45", "role": "admin", "full_name": "Jane Manager"}


def envelope(method, path, body=None, query=""):
    event = {"version": "2.0", "rawPath": path, "rawQueryString": query, "headers": {"content-type": "application/json"},
             "requestContext": {"stage": "$default", "http": {"method": method, "path": path},
                                "authorizer": {"jwt": {"claims": ADMIN}}}, "isBase64Encoded": False}
    return json.dumps(event | ({"body": body} if body else {}), separators=(",", ":")).encode()


def cancel(number): return envelope("PATCH", f"/api/work-orders/{number}/status", '{"status":"cancelled"}')


def record(number):
    return json.dumps({"kind": "work-order", "id": number, "job_no": f"WO-{number}", "status": "pending",
                       "supplier_name": "Williams Property Service", "property_name": "123 Main St",
                       "description": "Fix leaking tap", "authorized_by": "Jane Manager",
                       "authorized_email": f"user{number % 1000}@example.org", "client_id": number % 100,
                       "createdAt": "2025-10-20T02:45:15.629Z", "updatedAt": "2025-10-20T02:45:15.629Z"})


class Measurement:
    def __init__(self, binary, work):
        self.binary, self.work, self.used = str(Path(binary).resolve()), Path(work), {}
        self.nothing = str(self.work / "nothing")
        subprocess.run(["cc", "-O2", "-static", "-x", "c", "-o", self.nothing, "-"], input=NOTHING.encode(), check=True)

    def environment(self, count): return {"COUNTERMAND_STORE": f"file:{self.work}/store-{count}"}

    def prepare(self, count):
        if count in self.used: return 0
        self.used[count] = 0
        lines = self.work / "records.ndjson"
        with open(lines, "w") as file: file.writelines(record(number) + "\n" for number in range(1, count + 1))
        seconds, _ = self.run([self.binary, "import", str(lines)], b"", count)
        lines.unlink()
        return seconds

    def fresh(self, count, wanted):
        first = self.used[count] + 1
        self.used[count] += wanted
        return range(first, first + wanted)

    def run(self, command, data, count, expect=None):
        start = time.perf_counter()
        done = subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.environment(count))
        seconds = time.perf_counter() - start
        if expect is not None and done.stdout.count(b'"statusCode":200') != expect: sys.exit(f"refused: {done.stdout[:300]} {done.stderr[:300]}")
        return seconds, done

    def one(self, count, data): return self.run([self.binary], data, count, 1)[0]

    def oneshot(self, count=100_000, runs=100):
        self.prepare(count)
        ours, theirs = [], []
        for number in self.fresh(count, runs):
            ours.append(self.one(count, cancel(number)))
            theirs.append(self.run([self.nothing], cancel(number), count)[0])
        return {"ms": median(ours), "times_nothing": statistics.median(ours) / statistics.median(theirs)}

    def stream(self, count=100_000, each=2000, runs=5):
        self.prepare(count)
        times = []
        for _ in range(runs):
            data = b"\n".join(map(cancel, self.fresh(count, each)))
            times.append(self.run([self.binary, "stream"], data, count, each)[0] / each)
        path, start = self.work / "floor", time.perf_counter()
        file = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        for _ in range(1000): os.write(file, b"x" * 1500); os.fdatasync(file)
        floor = (time.perf_counter() - start) / 1000
        return {"ms": median(times), "times_append_and_sync": statistics.median(times) / floor}

    def growth(self, small=1000, large=1_000_000, runs=60):
        self.prepare(small), self.prepare(large)
        times = ([], [])
        for pair in zip(self.fresh(small, runs), self.fresh(large, runs)):
            for count, number, kept in zip((small, large), pair, times): kept.append(self.one(count, cancel(number)))
        peak = subprocess.run(["/usr/bin/time", "-f", "%M", self.binary], input=cancel(self.fresh(large, 1)[0]),
                              capture_output=True, env=self.environment(large)).stderr.split()[-1]
        return {"small_ms": median(times[0]), "large_ms": median(times[1]), "peak_mib": int(peak) / 1024,
                "large_per_small": statistics.median(times[1]) / statistics.median(times[0])}

    def reads(self, count=1_000_000, runs=60):
        self.prepare(count)
        asks = {"get": (f"/api/work-orders/{count}", ""), "summary": ("/api/work-orders/summary", ""),
                "page_of_50": ("/api/work-orders", "status=pending&limit=50")}
        times = {name: [] for name in asks}
        for _ in range(runs):
            for name, (path, query) in asks.items(): times[name].append(self.one(count, envelope("GET", path, query=query)))
        return {name + "_ms": median(kept) for name, kept in times.items()}

    def processes(self, count=100_000, total=400, at_a_time=8):
        self.prepare(count)
        data, start = [cancel(number) for number in self.fresh(count, total)], time.perf_counter()
        with ThreadPoolExecutor(at_a_time) as pool: list(pool.map(lambda one: self.one(count, one), data))
        return {"cancels_per_s": total / (time.perf_counter() - start)}

    def readers(self, count=100_000, runs=15, at_a_time=8):
        """A cancel alone, and beside streams that read page after page: from made-up cursors, and of 200 large records; and one
        in a store that nobody reads, which waits for a core alone."""
        self.prepare(count), self.prepare(1000)
        self.prepare_large()
        pages = {"made_up": (count, [f"status=pending&limit=50&cursor={base36(bound << 24)}" for bound in range(1, 40_000_000, 400_000)]),
                 "large": ("large", ["status=pending&limit=200"])}
        figures = {}
        for name, (store, queries) in pages.items():
            alone = [self.one(store, cancel(number)) for number in self.fresh(store, runs)]
            lines = self.work / f"pages-{name}"
            with open(lines, "wb") as file:
                for turn in range(30_000): file.write(envelope("GET", "/api/work-orders", query=queries[turn % len(queries)]) + b"\n")
            streams = []
            for _ in range(at_a_time):
                with open(lines, "rb") as data:
                    streams.append(subprocess.Popen([self.binary, "stream"], stdin=data, stdout=subprocess.DEVNULL, env=self.environment(store)))
            time.sleep(1)
            try:
                pairs = zip(self.fresh(store, runs), self.fresh(1000, runs))
                beside, elsewhere = zip(*((self.one(store, cancel(here)), self.one(1000, cancel(there))) for here, there in pairs))
                if any(stream.poll() is not None for stream in streams): sys.exit("the readers had read all before the cancels were done")
            finally:
                for stream in streams: stream.kill(), stream.wait()
            lines.unlink()
            figures |= {f"{name}_alone_ms": median(alone), f"{name}_beside_ms": median(beside), f"{name}_elsewhere_ms": median(elsewhere),
                        f"{name}_times": statistics.median(beside) / statistics.median(alone)}
        return figures

    def prepare_large(self, count=1000, bytes=20_000):
        if "large" in self.used: return
        self.used["large"] = 0
        lines = self.work / "records.ndjson"
        with open(lines, "w") as file:
            file.writelines(record(number)[:-1] + f', "notes": "{"x" * bytes}"}}\n' for number in range(1, count + 1))
        self.run([self.binary, "import", str(lines)], b"", "large")
        lines.unlink()

    def imports(self, count=1_000_000):
        seconds = self.prepare(count)
        (self.work / f"store-{count}" / "index").unlink()
        return {"import_s": seconds, "first_answer_without_index_s": self.one(count, envelope("GET", f"/api/work-orders/{count}"))}


def base36(number):
    digits = ""
    while number: number, digit = divmod(number, 36); digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits or "0"


def median(times): return statistics.median(times) * 1e3


def main():
    if len(sys.argv) < 2: sys.exit(__doc__)
    with tempfile.TemporaryDirectory(prefix="measure-") as work:
        measurement = Measurement(sys.argv[1], work)
        for mode in sys.argv[2:] or ["imports", "oneshot", "stream", "processes", "readers", "growth", "reads"]:
            figures = getattr(measurement, mode)()
            print(mode, json.dumps({name: round(value, 3) for name, value in figures.items()}), flush=True)


main()
