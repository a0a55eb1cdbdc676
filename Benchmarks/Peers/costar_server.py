"""costar as a server: questions over one TCP connection, timed from request to reply."""
import json
import re
import socket
import subprocess
import time


class CostarServer:
    """One `costar serve`; the time is by the clock, with what Python and the socket take."""

    def __init__(self, program, database, ids):
        self.process = subprocess.Popen(
            [program, "serve", "--db", database, "--listen", "127.0.0.1:0"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for line in self.process.stdout:
            if port := re.search(r"127\.0\.0\.1:(\d+)", line):
                break
        else:
            raise SystemExit("costar serve has ended")
        self.socket = socket.create_connection(("127.0.0.1", int(port[1])))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.ids = ids

    def degrees(self, pair, scope):
        start, end = self.ids[pair]
        request = f"DEGREES {start} {end} {scope}\n".encode()
        started = time.perf_counter_ns()
        self.socket.sendall(request)
        reply = self.socket.recv(1 << 16)
        while not reply.endswith(b"\n"):
            reply += self.socket.recv(1 << 16)
        nanoseconds = time.perf_counter_ns() - started
        return nanoseconds, json.loads(reply)["ok"]["degrees"]

    def all_credits(self, pair):
        return self.degrees(pair, "ROLE all")

    def movie_cast(self, pair):
        return self.degrees(pair, "TYPE movie")

    def close(self):
        self.socket.close()
        self.process.terminate()
        self.process.wait()
