"""Kills the primary under four writers again and again, and looks for what is missing or there twice.

failover.py PROGRAM ROUNDS SEED [--unsafe]

--unsafe sets synchronous_commit=local behind the program's back, where it would refuse it: then something must be missing,
or the test sees no loss.
"""

import json
import random
import signal
import subprocess
import sys
import threading
import time
import os

from servers import Pair, until

WRITERS = 4
RECORDS_PER_ROUND = 4000


class Loss(Exception):
    """What was acknowledged is not there, or not as it was acknowledged."""


def require(holds, complaint):
    if not holds:
        raise Loss(complaint)


class Writer(threading.Thread):
    """Cancels the work orders of a list, one after the other, each until its outcome is known."""

    def __init__(self, number, program, environment, ids, stop):
        super().__init__()
        self.number, self.ids, self.stopped = number, ids, stop
        self.acknowledged = {}  # The event's id by work order.
        self.lost_race = set()
        self.answers = {}  # How many of each status and sentence.
        self.resolved = {}  # What became of the unknown ones.
        self.failure = None
        self.process = subprocess.Popen(
            [program, "stream"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
        )
        # The log must not fill its pipe.
        self.log = []
        threading.Thread(target=lambda: self.log.extend(self.process.stderr), daemon=True).start()

    def run(self):
        try:
            for id in self.ids:
                if self.stopped.is_set():
                    break
                self.cancel(id)
        except Exception as failure:
            self.failure = failure
        self.process.stdin.close()
        self.process.wait()

    def cancel(self, id):
        key = f"writer-{self.number}-{id}"
        unknown = False
        end = time.monotonic() + 60
        while True:
            answer = self.ask(id, key)
            status, body = answer["statusCode"], json.loads(answer["body"])
            sentence = body.get("message", "")
            self.answers[status, sentence] = self.answers.get((status, sentence), 0) + 1
            if status == 503:
                assert fields(answer).get("retry-after"), answer
                unknown = unknown or "unknown" in sentence.lower() or "rely" in sentence
                assert time.monotonic() < end, f"no outcome after a minute: {answer}"
                continue
            if status == 200:
                self.acknowledged[id] = fields(answer)["cancellation-event"]
            else:
                assert status == 400, answer
                self.lost_race.add(id)
            if unknown:
                self.resolved[status] = self.resolved.get(status, 0) + 1
            return

    def ask(self, id, key):
        envelope = {
            "httpMethod": "PATCH",
            "path": f"/api/work-orders/{id}/status",
            "headers": {"Content-Type": "application/json", "Idempotency-Key": key},
            "requestContext": {"authorizer": {"sub": str(self.number), "role": "admin", "name": "Jane Manager"}},
            "body": '{"status":"cancelled"}',
        }
        self.process.stdin.write(json.dumps(envelope).encode() + b"\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "the program ended"
        return json.loads(line)


def fields(answer):
    return {name.lower(): value for name, value in answer.get("headers", {}).items()}


def main():
    program, rounds, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    unsafe = "--unsafe" in sys.argv[4:]
    print(f"seed {seed}")
    rng = random.Random(seed)
    pair = Pair()
    pair.make("a")
    environment = {"PATH": "/usr/bin:/bin", "COUNTERMAND_STORE": pair.url}

    def countermand(*arguments, input=None):
        ended = subprocess.run([program, *arguments], env=environment, input=input, capture_output=True, text=True)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    countermand("migrate")
    pair.make_standby("b", of="a")
    primary, standby = "a", "b"
    acknowledged, writers_total, unknown, outages = {}, 0, {}, []
    for number in range(rounds):
        first = number * RECORDS_PER_ROUND + 1
        ids = list(range(first, first + RECORDS_PER_ROUND))
        records = "".join(
            json.dumps({"kind": "work-order", "id": id, "job_no": f"N-{id}", "status": "pending", "client_id": id % 7})
            + "\n"
            for id in ids
        )
        countermand("import", "-", input=records)
        stop = threading.Event()
        writers = []
        for w in range(WRITERS):
            # Most ids are one writer's own; every tenth is everybody's, so that some are raced for.
            own = [id for id in ids if id % WRITERS == w or id % 10 == 0]
            rng.shuffle(own)
            writers.append(Writer(number * WRITERS + w, program, environment, own, stop))
        for writer in writers:
            writer.start()
        until(lambda: all(writer.acknowledged for writer in writers), "no writer begins")
        if unsafe:
            # The connections are open and were found safe. Then the standby is held back, or it is too fast to lose anything.
            pair.sql(primary, "ALTER SYSTEM SET synchronous_commit = 'local'")
            pair.sql(primary, "SELECT pg_reload_conf()")
            until(lambda: pair.sql(primary, "SHOW synchronous_commit") == "local", "the setting does not change")
            os.kill(pair.walreceiver(standby), signal.SIGSTOP)
        time.sleep(rng.uniform(0.05, 0.5))
        before = sum(len(writer.acknowledged) for writer in writers)
        killed = time.monotonic()
        pair.kill(primary)
        if unsafe:
            # A receiver that is held back does not let the standby be promoted.
            pair.kill(standby)
            pair.start(standby)
        pair.promote(standby)
        until(lambda: sum(len(w.acknowledged) for w in writers) > before + WRITERS, "no writer goes on")
        outages.append(time.monotonic() - killed)
        stop.set()
        for writer in writers:
            writer.join()
            if writer.failure:
                print(b"".join(writer.log[-5:]).decode())
                raise writer.failure
            for id, event in writer.acknowledged.items():
                require(id not in acknowledged, f"work order {id} was cancelled twice")
                acknowledged[id] = event
            for status, n in writer.resolved.items():
                unknown[status] = unknown.get(status, 0) + n
        primary, standby = standby, primary
        check(countermand, acknowledged)
        pair.make_standby(standby, of=primary)
    print(
        f"{rounds} failovers, {len(acknowledged)} cancels acknowledged, none missing, none twice; outcome unknown at"
        f" first, resolved by the key: {sum(unknown.values())} ({unknown}); from the kill to the next cancels: median"
        f" {sorted(outages)[len(outages) // 2] * 1000:.0f} ms, longest {max(outages) * 1000:.0f} ms"
    )


def check(countermand, acknowledged):
    """Throws if an acknowledged cancel is missing, or anything is there half, twice or without an acknowledgement."""
    cancelled, notes, events = set(), {}, {}
    for line in countermand("export").splitlines():
        record = json.loads(line)
        if record["kind"] == "work-order" and record["status"] == "cancelled":
            cancelled.add(record["id"])
        if record["kind"] == "work-order-note":
            notes[record["work_order_id"]] = notes.get(record["work_order_id"], 0) + 1
    last = 0
    for line in countermand("events").splitlines():
        event = json.loads(line)
        events.setdefault(event["data"]["workOrderId"], []).append(event["id"])
        require(int(event["sequence"]) == last + 1, f"event {event['sequence']} follows {last}")
        last += 1
    missing = acknowledged.keys() - cancelled
    require(not missing, f"{len(missing)} of {len(acknowledged)} acknowledged cancels are missing")
    require(cancelled <= acknowledged.keys(), f"cancelled, and nobody was told: {cancelled - acknowledged.keys()}")
    for id in cancelled:
        require(notes.get(id) == 1, f"work order {id} has {notes.get(id)} notes")
        require(events.get(id) == [acknowledged[id]], f"work order {id}: {events.get(id)}, told {acknowledged[id]}")
    require(notes.keys() == events.keys() == cancelled, "a note or an event is of another work order")


if "--unsafe" not in sys.argv:
    main()
else:
    try:
        main()
    except Loss as loss:
        print(f"A loss, as it must be: {loss}")
    else:
        sys.exit("Nothing was lost without the standby's word: this test would not see a loss.")
