"""PostgreSQL servers of a test: one, or a primary and a synchronous standby that takes its place."""

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import time

PROGRAMS = "/usr/lib/postgresql/15/bin"
# PostgreSQL does not run as root.
AS_POSTGRES = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
CONFIGURATION = """
listen_addresses = ''
unix_socket_directories = '{folder}'
max_wal_senders = 8
wal_keep_size = '256MB'
wal_log_hints = on
# Otherwise a promotion takes five seconds now and then.
wal_retrieve_retry_interval = '100ms'
shared_buffers = '64MB'
lc_messages = 'C'
"""


class Pair:
    """Two servers, `a` and `b`, on sockets in one folder."""

    ports = {"a": 54331, "b": 54332}

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="countermand-servers-")
        if AS_POSTGRES:
            shutil.chown(self.folder, "postgres", "postgres")
        os.chmod(self.folder, 0o755)
        self.processes = {}
        atexit.register(self.close)

    @property
    def url(self):
        """Of whichever is the primary."""
        hosts = ",".join(self.folder for _ in self.ports)
        ports = ",".join(str(port) for port in self.ports.values())
        return (
            f"postgresql:///postgres?host={hosts}&port={ports}&user=postgres"
            "&target_session_attrs=read-write&connect_timeout=2"
        )

    def run(self, program, *arguments):
        ended = subprocess.run(
            [f"{PROGRAMS}/{program}", *arguments],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={"PATH": f"{PROGRAMS}:/usr/bin:/bin", "LC_ALL": "C"},
            **AS_POSTGRES,
        )
        assert ended.returncode == 0, ended.stdout
        return ended.stdout.strip()

    def sql(self, name, statement):
        arguments = ["-h", self.folder, "-p", str(self.ports[name]), "-U", "postgres", "-Atqc", statement, "postgres"]
        return self.run("psql", *arguments)

    def make(self, name):
        self.run("initdb", "-D", name, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C")
        with open(f"{self.folder}/{name}/postgresql.conf", "a") as file:
            file.write(CONFIGURATION.format(folder=self.folder))
        self.start(name)

    def start(self, name):
        # A child of this process, so that a killed one is reaped: a zombie counts as a running server.
        log = open(f"{self.folder}/{name}.log", "a")
        self.processes[name] = subprocess.Popen(
            [f"{PROGRAMS}/postgres", "-D", name, "-p", str(self.ports[name])],
            cwd=self.folder,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={"LC_ALL": "C"},
            **AS_POSTGRES,
        )
        until(lambda: self.answers(name), f"server {name} does not start")

    def answers(self, name):
        return not subprocess.run(
            [f"{PROGRAMS}/pg_isready", "-q", "-h", self.folder, "-p", str(self.ports[name])]
        ).returncode

    def make_standby(self, name, of):
        shutil.rmtree(f"{self.folder}/{name}", ignore_errors=True)
        # fmt: off
        self.run(
            "pg_basebackup", "-D", name, "-h", self.folder, "-p", str(self.ports[of]), "-U", "postgres", "-R",
            "-X", "stream", "-c", "fast", "-d", f"application_name={name}",
        )
        # fmt: on
        self.start(name)
        self.sql(of, f"ALTER SYSTEM SET synchronous_standby_names = '{name}'")
        self.sql(of, "SELECT pg_reload_conf()")
        state = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync' AND state = 'streaming'"
        until(lambda: self.sql(of, state) == "1", f"{name} does not become a synchronous standby")

    def kill(self, name):
        """Everything of it at once, as a machine that loses power."""
        process = self.processes.pop(name)
        children = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(process.pid)], stdout=subprocess.PIPE, text=True
        ).stdout.split()
        for id in [process.pid, *map(int, children)]:
            try:
                os.kill(id, signal.SIGKILL)
            except ProcessLookupError:
                pass
        process.wait()

    def stop(self, name):
        process = self.processes.pop(name)
        process.send_signal(signal.SIGINT)
        process.wait()

    def promote(self, name):
        # What it copied from the primary names itself: as a primary it would wait for itself for ever.
        with open(f"{self.folder}/{name}/postgresql.auto.conf", "a") as file:
            file.write("synchronous_standby_names = ''\n")
        self.run("pg_ctl", "-D", name, "-w", "promote")

    def walreceiver(self, name):
        """The process by which a standby receives."""
        found = subprocess.run(
            ["pgrep", "-P", str(self.processes[name].pid), "-f", "walreceiver"], stdout=subprocess.PIPE, text=True
        ).stdout.split()
        return int(found[0])

    def close(self):
        for process in self.processes.values():
            process.send_signal(signal.SIGQUIT)
            process.wait()
        self.processes.clear()
        shutil.rmtree(self.folder, ignore_errors=True)


def until(holds, complaint, seconds=60):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, complaint
        time.sleep(0.005)
