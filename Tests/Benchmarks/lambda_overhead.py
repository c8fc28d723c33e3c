#!/usr/bin/env python3
"""What an invocation costs over a local Runtime API: countermand against AWS's own Python runtime.

    pip install awslambdaric
    swift build -c release --product countermand --traits Embedded -Xlinker -s
    python3 Tests/Benchmarks/lambda_overhead.py .build/release/countermand

Three processes answer the same server, in turns, so that whatever else the machine does meets all of them; server and
processes share one CPU, so that it makes no difference where the system would have put them.

- bare: sends what a runtime sends and looks at nothing that comes. What it takes is the exchange itself.
- awslambdaric: with a handler that returns None.
- countermand: with its log, asked for what is not there, so that there is nothing to do for a handler either; the whole
  way from the envelope to the 404 is in it. Then, for comparison, with a work order to read, a token to check and a
  record to answer with.

A time is that of one invocation, from handing the event out to the next request for one. The overhead of a runtime is
how much longer it takes than the bare exchange. Prints the medians of every turn, the overheads, and countermand's share
of awslambdaric's; ends with 1 if that is more than half. `--json FILE` writes the numbers down as well. Needs nothing
but Python, and awslambdaric in the Python that runs it.
"""

import argparse
import json
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import time

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
LIMIT = 0.5


class RuntimeAPI:
    """A Runtime API for one connection at a time."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.listener.getsockname()[1]
        self.connection = None
        self.buffer = b""

    def request(self):
        """The head and the body of the next request, over a new connection where the last one has ended."""
        while True:
            if self.connection is None:
                self.connection, _ = self.listener.accept()
                self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.buffer = b""
            end = self.buffer.find(b"\r\n\r\n")
            if end >= 0:
                head = self.buffer[:end].lower()
                mark = head.find(b"content-length:")
                length = int(head[mark + 15:].split(b"\r\n")[0]) if mark >= 0 else 0
                if len(self.buffer) >= end + 4 + length:
                    body = self.buffer[end + 4:end + 4 + length]
                    self.buffer = self.buffer[end + 4 + length:]
                    return head, body
            more = self.connection.recv(1 << 16)
            if not more:
                self.connection.close()
                self.connection = None
            self.buffer += more

    def expect(self, start):
        head, body = self.request()
        if not head.startswith(start):
            sys.exit("unexpected: %r" % head)
        return body

    def invoke(self, event, number):
        """Hands an event out to a runtime that has asked; how long it took to ask for another, and the answer."""
        head = (
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
            "Lambda-Runtime-Aws-Request-Id: 8476a536-e9f4-11e8-9739-%012d\r\n"
            "Lambda-Runtime-Deadline-Ms: %d\r\n"
            "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-west-1:123456789012:function:f\r\n"
            "Lambda-Runtime-Trace-Id: Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0\r\n\r\n"
        ) % (len(event), number, time.time() * 1000 + 30000)
        message = head.encode() + event
        accepted = b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"
        start = time.perf_counter_ns()
        self.connection.sendall(message)
        answer = self.expect(b"post /2018-06-01/runtime/invocation/8476a536-e9f4-11e8-9739-%012d/response" % number)
        self.connection.sendall(accepted)
        self.expect(b"get /2018-06-01/runtime/invocation/next")
        return time.perf_counter_ns() - start, answer


def answer_barely(address):
    """The bare exchange, for ever."""
    host, port = address.split(":")
    connection = socket.create_connection((host, int(port)))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    ask = b"GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: localhost\r\n\r\n"
    answer = (
        b"POST /2018-06-01/runtime/invocation/8476a536-e9f4-11e8-9739-%012d/response HTTP/1.1\r\nHost: localhost\r\n"
        b"Content-Length: 4\r\n\r\nnull")
    number = 0
    while True:
        connection.sendall(ask)
        connection.recv(1 << 16)
        number += 1
        connection.sendall(answer % number)
        connection.recv(1 << 16)


class Runtime:
    """A runtime that has been started, with an API of its own, and the event that it is measured with."""

    def __init__(self, name, command, environment, event, directory):
        self.name = name
        self.event = (REPOSITORY / "events" / event).read_bytes()
        self.api = RuntimeAPI()
        self.invocations = 0
        environment = {**environment, "AWS_LAMBDA_RUNTIME_API": self.api.address, "PATH": os.environ["PATH"]}
        with open(os.path.join(directory, name + ".log"), "wb") as log:
            self.process = subprocess.Popen(command, env=environment, cwd=REPOSITORY, stdout=log, stderr=log)
        self.api.expect(b"get /2018-06-01/runtime/invocation/next")

    def turn(self, count):
        """The median of `count` invocations, in nanoseconds."""
        times = []
        for _ in range(count):
            self.invocations += 1
            nanoseconds, self.answer = self.api.invoke(self.event, self.invocations)
            times.append(nanoseconds)
        return statistics.median(times)


def runtimes(executable, directory):
    (pathlib.Path(directory) / "nothing.py").write_text("def handler(event, context):\n    return None\n")
    settings = {
        "COUNTERMAND_STORE": "memory:%s/events/records.ndjson" % REPOSITORY,
        "COUNTERMAND_JWT_SECRET": "@%s/events/jwt-secret.txt" % REPOSITORY,
    }
    python = {"LAMBDA_TASK_ROOT": directory, "PYTHONPATH": directory}
    nothing, reading = "unknown-path.alb.json", "work-order-get.function-url.json"
    yield Runtime("bare", [sys.executable, __file__, "--bare"], {}, nothing, directory)
    yield Runtime("awslambdaric", [sys.executable, "-m", "awslambdaric", "nothing.handler"], python, nothing, directory)
    yield Runtime("countermand", [executable], settings, nothing, directory)
    yield Runtime("countermand, reading", [executable], settings, reading, directory)


def main():
    if sys.argv[1:] == ["--bare"]:
        answer_barely(os.environ["AWS_LAMBDA_RUNTIME_API"])
    arguments = argparse.ArgumentParser()
    arguments.add_argument("executable", type=pathlib.Path)
    arguments.add_argument("--turns", type=int, default=10)
    arguments.add_argument("--invocations", type=int, default=500, help="in a turn")
    arguments.add_argument("--json", type=pathlib.Path)
    arguments = arguments.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    started = []
    with tempfile.TemporaryDirectory() as directory:
        try:
            for runtime in runtimes(arguments.executable.resolve(), directory):
                started.append(runtime)
                runtime.turn(arguments.invocations)
            medians = {runtime.name: [] for runtime in started}
            for _ in range(arguments.turns):
                for runtime in started:
                    medians[runtime.name].append(runtime.turn(arguments.invocations))
        finally:
            for runtime in started:
                runtime.process.kill()
                runtime.process.wait()
    statuses = [json.loads(runtime.answer)["statusCode"] for runtime in started[2:]]
    if statuses != [404, 200]:
        sys.exit("countermand answered %r" % statuses)

    overheads = {}
    for name, turns in medians.items():
        overheads[name] = statistics.median(turns) - statistics.median(medians["bare"])
        print("%-21s %s us, overhead %.1f us" % (
            name, " ".join("%.0f" % (median / 1000) for median in turns), overheads[name] / 1000))
    share = overheads["countermand"] / overheads["awslambdaric"]
    print("countermand's share of awslambdaric's overhead: %.2f, at most %.2f" % (share, LIMIT))
    if arguments.json:
        arguments.json.write_text(json.dumps({"nanoseconds": medians, "overheads": overheads, "share": share}) + "\n")
    return share > LIMIT


if __name__ == "__main__":
    sys.exit(main())
