"""Changes the same work orders through Countermand and in an application's tables, many at once, and compares both sides.

own_tables.py PROGRAM SECONDS SEED

Needs psycopg 3. `work-orders.sql` of the documentation is put in as its page says.
"""

import json
import pathlib
import random
import subprocess
import sys
import threading
import time

import psycopg
from servers import Pair

ROWS = 20
EACH = 8
STATUSES = ["pending", "in-progress", "completed"]
HERE = pathlib.Path(__file__).parent
SYNC = HERE.parent.parent / "Sources/Documentation/postgresql/work-orders.sql"
ADMIN = {"sub": "45", "role": "admin", "full_name": "Jane Manager"}


class Program(threading.Thread):
    """A stream that sets statuses."""

    def __init__(self, number, program, environment, seed, end):
        super().__init__()
        self.rng, self.end, self.number = random.Random(seed), end, number
        self.answers, self.failure = {}, None
        self.process = subprocess.Popen(
            [program, "stream"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )

    def ask(self, method, path, body=None, query=None, **claims):
        envelope = {
            "httpMethod": method,
            "path": path,
            "queryStringParameters": query,
            "headers": {"Content-Type": "application/json"},
            "requestContext": {"authorizer": ADMIN | claims},
            "body": json.dumps(body) if body else None,
        }
        self.process.stdin.write(json.dumps(envelope).encode() + b"\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return answer["statusCode"], json.loads(answer["body"])

    def run(self):
        try:
            while time.monotonic() < self.end:
                id = self.rng.randint(1, ROWS)
                if self.rng.random() < 0.02:
                    # Several at once, by somebody who is not in `users`; nothing is cancelled, or soon nothing would be left.
                    ids = [self.rng.randint(1, ROWS) for _ in range(3)]
                    query = {"dryRun": "true"}
                    status, body = self.ask("POST", "/api/work-orders/cancel", {"ids": ids}, query, sub="auth0|7")
                else:
                    to = "cancelled" if self.rng.random() < 0.0002 else self.rng.choice(STATUSES)
                    status, body = self.ask("PATCH", f"/api/work-orders/{id}/status", {"status": to})
                self.answers[status] = self.answers.get(status, 0) + 1
                assert status in (200, 400), (status, body)
        except Exception as failure:
            self.failure = failure
        self.process.stdin.close()
        self.process.wait()


class Application(threading.Thread):
    """Transactions as an ORM makes them. Whatever the database refuses here, it refuses the application."""

    def __init__(self, number, connect, seed, end):
        super().__init__()
        self.rng, self.end, self.connect = random.Random(seed), end, connect
        self.done, self.refused, self.failure = 0, 0, None

    def run(self):
        try:
            with self.connect() as connection:
                while time.monotonic() < self.end:
                    self.change(connection)
        except Exception as failure:
            self.failure = failure

    def change(self, connection):
        ids = sorted(self.rng.sample(range(1, ROWS + 1), self.rng.choice([1, 1, 2])))
        try:
            with connection.transaction():
                for id in ids:
                    kind = self.rng.random()
                    if kind < 0.4:
                        connection.execute(
                            'UPDATE work_orders SET description = %s, "updatedAt" = now() WHERE id = %s',
                            (f"»{self.rng.random()}« \t", id),
                        )
                    elif kind < 0.9:
                        connection.execute(
                            'UPDATE work_orders SET status = %s, "updatedAt" = now() WHERE id = %s',
                            (self.rng.choice(STATUSES), id),
                        )
                    else:
                        connection.execute(
                            'INSERT INTO work_order_notes (work_order_id, note, created_by, "createdAt", "updatedAt")'
                            " VALUES (%s, 'seen', 45, now(), now())",
                            (id,),
                        )
            self.done += 1
        except psycopg.errors.CheckViolation as refusal:
            assert "cannot be reactivated" in str(refusal)
            self.refused += 1


def main():
    program, seconds, seed = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
    print(f"seed {seed}")
    pair = Pair()
    pair.make("a")
    where = f"host={pair.folder} port={pair.ports['a']} user=postgres dbname=postgres"
    url = f"postgresql:///postgres?host={pair.folder}&port={pair.ports['a']}&user=postgres"
    environment = {"PATH": "/usr/bin:/bin", "COUNTERMAND_STORE": url}

    def connect():
        return psycopg.connect(where, autocommit=True)

    def countermand(*arguments):
        ended = subprocess.run([program, *arguments], env=environment, capture_output=True, text=True)
        assert ended.returncode == 0, (arguments, ended.stdout[-1000:], ended.stderr)
        return ended.stdout

    countermand("migrate")
    database = connect()
    database.execute((HERE / "application.sql").read_text())
    database.execute(
        "INSERT INTO work_orders (job_no, status, authorized_email, client_id, created_by, description,"
        ' "createdAt", "updatedAt") SELECT \'WO-\' || g, \'pending\', \'Jane\' || g %% 2 || \'@Example.org\', g %% 3, 45,'
        " E'a \"b\" \\\\ \\n c \u2028', now(), now() FROM generate_series(1, %s) g",
        (ROWS,),
    )
    with database.transaction():
        database.execute(SYNC.read_text())
    compare(database, countermand)

    # One that is cancelled here is cancelled there, with its note, when the answer is out; an author who is no number too.
    rng = random.Random(seed)
    first = Program(0, program, environment, 0, 0)
    status, body = first.ask("PATCH", f"/api/work-orders/{ROWS}/status", {"status": "cancelled"}, sub="auth0|7")
    assert status == 200, body
    row = database.execute(
        "SELECT w.status, n.note, n.created_by, n.client_id FROM work_orders w JOIN work_order_notes n"
        ' ON n.work_order_id = w.id AND n."createdAt" = w."updatedAt" WHERE w.id = %s',
        (ROWS,),
    ).fetchall()
    assert row == [("cancelled", "Work order cancelled by Jane Manager", 0, ROWS % 3)], row
    # What is made, changed and deleted there is so here.
    made = database.execute(
        'INSERT INTO work_orders (job_no, client_id, "createdAt", "updatedAt") VALUES (\'new\', 7, now(), now())'
        " RETURNING id"
    ).fetchone()[0]
    assert first.ask("GET", f"/api/work-orders/{made}")[1]["data"]["job_no"] == "new"
    assert first.ask("GET", "/api/work-orders/summary", role="client_admin", client_id="7")[1]["data"]["pending"] == 1
    database.execute("DELETE FROM work_orders WHERE id = %s", (made,))
    assert first.ask("GET", f"/api/work-orders/{made}")[0] == 404
    assert first.ask("GET", "/api/work-orders/summary", role="client_admin", client_id="7")[1]["data"]["total"] == 0
    first.process.stdin.close()
    first.process.wait()
    compare(database, countermand)

    end = time.monotonic() + seconds
    programs = [Program(n, program, environment, rng.random(), end) for n in range(EACH)]
    applications = [Application(n, connect, rng.random(), end) for n in range(EACH)]
    for thread in programs + applications:
        thread.start()
    for thread in programs + applications:
        thread.join()
    for thread in programs + applications:
        if thread.failure:
            raise thread.failure
    compare(database, countermand)
    answers = {}
    for thread in programs:
        for status, number in thread.answers.items():
            answers[status] = answers.get(status, 0) + number
    deadlocks = database.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = 'postgres'").fetchone()[0]
    print(
        f"{EACH} programs and {EACH} applications on {ROWS} rows for {seconds:.0f} s: answers {answers};"
        f" {sum(a.done for a in applications)} transactions of the application, none failed,"
        f" {sum(a.refused for a in applications)} reactivations refused; {deadlocks} deadlocks in the server;"
        " both sides equal"
    )


def compare(database, countermand):
    """Both sides are equal: rows, notes, lists, counts; and every record is proved."""
    rows = database.execute("SELECT id::text, work_order_sync.document(w) FROM work_orders w ORDER BY w.id").fetchall()
    records = database.execute(
        "SELECT id, document FROM countermand.records WHERE kind = 'work-order' ORDER BY records.id::bigint"
    ).fetchall()
    for row, record in zip(rows, records, strict=True):
        assert row[0] == record[0] and json.loads(row[1]) == json.loads(record[1]), (row, record)
    theirs = database.execute(
        "SELECT work_order_sync.note_record_id(id), work_order_id::text, note, created_by,"
        ' work_order_sync.time_text("createdAt") FROM work_order_notes ORDER BY 1'
    ).fetchall()
    ours = [
        (n["id"], str(n["work_order_id"]), n["note"], n["created_by"], n["createdAt"])
        for (n,) in database.execute("SELECT document::json FROM countermand.records WHERE kind = 'work-order-note'")
    ]
    # A caller that is no number is user 0 there.
    ours = [(*n[:3], n[3] if isinstance(n[3], int) else 0, n[4]) for n in ours]
    assert sorted(theirs) == sorted(ours)
    wrong = database.execute(
        "SELECT r.id FROM countermand.records r LEFT JOIN countermand.list_entries l"
        " ON l.kind = r.kind AND l.id = r.id AND l.version = r.version AND l.status = r.status"
        " GROUP BY r.id, r.kind, r.scopes HAVING count(l.scope) <> jsonb_array_length(r.scopes::jsonb)"
    ).fetchall()
    assert not wrong, wrong
    entries = database.execute("SELECT count(*) FROM countermand.list_entries").fetchone()
    scopes = database.execute("SELECT sum(jsonb_array_length(scopes::jsonb)) FROM countermand.records").fetchone()
    assert entries == scopes
    counted = dict(database.execute("SELECT status::text, count(*) FROM work_orders GROUP BY 1").fetchall())
    answer = json.loads(
        countermand("request", "GET", "/api/work-orders/summary", "--sub", "45", "--role", "admin")
    )
    data = answer["data"]
    assert {s: n for s, n in data.items() if n and s != "total"} == counted, (data, counted)
    countermand("verify")


main()
