"""Between a program and a PostgreSQL server: counts their messages, and cuts the connection behind one of them."""

import os
import socket
import threading

PROGRAM, SERVER = "from the program", "from the server"


class Proxy:
    """Listens in `folder` on `port` as a server does, and connects to the server at `upstream`, a path.

    The first connection is cut after its message number `after` of `direction` was passed on; `refusing` then refuses
    every later one.
    """

    def __init__(self, folder, port, upstream, direction=None, after=0, refusing=False):
        self.path = f"{folder}/.s.PGSQL.{port}"
        self.upstream, self.direction, self.after, self.refusing = upstream, direction, after, refusing
        self.counts = {PROGRAM: 0, SERVER: 0}
        self.types = {PROGRAM: b"", SERVER: b""}
        self.connections = 0
        self.was_cut = False
        self.lock = threading.Lock()
        self.listener = socket.socket(socket.AF_UNIX)
        if os.path.exists(self.path):
            os.unlink(self.path)
        self.listener.bind(self.path)
        self.listener.listen(16)
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            if self.refusing and self.was_cut:
                client.close()
                continue
            server = socket.socket(socket.AF_UNIX)
            server.connect(self.upstream)
            first = self.connections == 1
            for source, target, direction in ((client, server, PROGRAM), (server, client, SERVER)):
                arguments = (source, target, direction, first)
                threading.Thread(target=self.pass_on, args=arguments, daemon=True).start()

    def pass_on(self, source, target, direction, first):
        data = b""
        typed = direction == SERVER  # A program's first message has no type.
        try:
            while True:
                while True:
                    head = 1 if typed else 0
                    if len(data) < head + 4:
                        break
                    end = head + int.from_bytes(data[head : head + 4], "big")
                    if len(data) < end:
                        break
                    message, data = data[:end], data[end:]
                    with self.lock:
                        if self.was_cut and first:
                            return
                        target.sendall(message)
                        if first:
                            self.counts[direction] += 1
                            self.types[direction] += message[:1] if typed else b"-"
                            if direction == self.direction and self.counts[direction] == self.after:
                                self.was_cut = True
                                return
                    typed = True
                more = source.recv(65536)
                if not more:
                    return
                data += more
        except OSError:
            pass
        finally:
            # What has been passed on arrives: a reset would overtake it.
            for side in (target, source):
                try:
                    side.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass

    def close(self):
        # Closing alone does not wake the thread that waits for a connection.
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        os.unlink(self.path)
