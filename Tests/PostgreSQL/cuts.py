"""Cuts the connection after every message of a cancel, in either direction.

cuts.py PROGRAM

Once the program may connect anew, and must cancel, once, unless it had not been connected yet; once it may not, and must say
what is true: nothing was changed, or that it does not know. The same request, sent again over a whole connection, settles it.
"""

import collections
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from proxy import PROGRAM, SERVER, Proxy
from servers import Pair, until

AT_A_TIME = 16
FIRST_PORT = 54340


class Site:
    def __init__(self, program):
        self.program = program
        self.pair = Pair()
        self.pair.make("a")
        os.chmod(self.pair.folder, 0o777)
        self.port = self.pair.ports["a"]
        self.socket = f"{self.pair.folder}/.s.PGSQL.{self.port}"

    def countermand(self, *arguments, port=None, input=None):
        port = port or self.port
        url = f"postgresql:///postgres?host={self.pair.folder}&port={port}&user=postgres&application_name=port-{port}"
        return subprocess.run(
            [self.program, *arguments],
            env={"PATH": "/usr/bin:/bin", "COUNTERMAND_STORE": url},
            input=input,
            capture_output=True,
            text=True,
        )

    def cancel(self, id, port):
        """The status, the answer and the log."""
        envelope = {
            "httpMethod": "PATCH",
            "path": f"/api/work-orders/{id}/status",
            "headers": {"Content-Type": "application/json", "Idempotency-Key": f"key-{id}"},
            "requestContext": {"authorizer": {"sub": "7", "role": "admin", "name": "Jane Manager"}},
            "body": '{"status":"cancelled"}',
        }
        ended = self.countermand("handle", port=port, input=json.dumps(envelope))
        assert ended.returncode in (0, 74), (ended.returncode, ended.stdout, ended.stderr)
        return json.loads(ended.stdout)["statusCode"], ended.stdout, ended.stderr

    def state(self, id):
        """The status of a work order, how many notes it has and how many cancels the store has of it."""
        return self.pair.sql(
            "a",
            f"SELECT status, (SELECT count(*) FROM countermand.list_entries WHERE scope = 'work-order/{id}'),"
            f" (SELECT count(*) FROM countermand.transactions WHERE body LIKE '%\"work-order/{id}\"%')"
            f" FROM countermand.records WHERE kind = 'work-order' AND id = '{id}'",
        )

    def rest(self, port):
        """Waits until the server has ended what a cut connection had begun."""
        busy = f"SELECT count(*) FROM pg_stat_activity WHERE application_name = 'port-{port}'"
        until(lambda: self.pair.sql("a", busy) == "0", "the server does not end a cut connection")

    def cut(self, id, direction, after, refusing):
        """What came of a cancel whose connection is cut."""
        port = FIRST_PORT + id
        proxy = Proxy(self.pair.folder, port, self.socket, direction, after, refusing)
        status, answer, errors = self.cancel(id, port)
        proxy.close()
        self.rest(port)
        where = f"cut after message {after} {direction}, {'no ' if refusing else ''}new connection"
        if status == 200:
            assert self.state(id) == "cancelled|1|1", (where, self.state(id))
            return "cancelled"
        # A server that has not been connected to is not waited for.
        assert status == 503 and (refusing or "cannot be used" in errors), (where, answer, errors)
        told = "unknown" if "Outcome unknown" in answer or "rely on" in answer else "unchanged"
        if told == "unchanged":
            assert self.state(id) == "pending|0|0", (where, self.state(id), answer)
        status, answer, errors = self.cancel(id, self.port)
        assert status == 200, (where, answer, errors)
        assert self.state(id) == "cancelled|1|1", (where, self.state(id))
        return told


def main():
    site = Site(sys.argv[1])
    ended = site.countermand("migrate")
    assert ended.returncode == 0, ended.stderr
    records = [{"kind": "work-order", "id": id, "job_no": f"N-{id}", "status": "pending"} for id in range(1, 500)]
    ended = site.countermand("import", "-", input="\n".join(map(json.dumps, records)))
    assert ended.returncode == 0, ended.stderr
    whole = Proxy(site.pair.folder, FIRST_PORT, site.socket)
    status, answer, errors = site.cancel(1, FIRST_PORT)
    assert status == 200, (answer, errors)
    whole.close()
    print(f"a cancel: {whole.types[PROGRAM].decode()} to the server, {whole.types[SERVER].decode()} from it")
    cases = [
        (direction, after, refusing)
        for refusing in (False, True)
        for direction in (PROGRAM, SERVER)
        for after in range(1, whole.counts[direction] + 1)
    ]
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        outcomes = collections.Counter(pool.map(lambda case: site.cut(case[0] + 2, *case[1]), enumerate(cases)))
    print(f"{len(cases)} cuts: {dict(outcomes)}; every cancel is there once, those told otherwise after the same request again")


main()
