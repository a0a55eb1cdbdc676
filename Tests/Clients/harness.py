"""A server process on a port of its own, and a list of checks that tells what failed."""
import contextlib
import re
import resource
import shutil
import socket
import subprocess
import time
import traceback

TIMEOUT_S = 20


class Server:
    """`costar serve` on a port that the system chose; the port is in the first line it prints."""

    def __init__(self, program, database, descriptors=None):
        def limit():
            resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))

        self.process = subprocess.Popen(
            [program, "serve", "--db", database, "--listen", "127.0.0.1:0"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            preexec_fn=limit if descriptors else None)
        printed = []
        self.port = None
        for line in self.process.stdout:
            printed.append(line)
            found = re.search(r"listening on 127\.0\.0\.1:(\d+)", line)
            if found:
                self.port = int(found[1])
                break
        if self.port is None:
            raise RuntimeError("the server did not start: " + "".join(printed))

    def connect(self):
        """A plain socket."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=TIMEOUT_S)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def stop(self):
        """SIGTERM; returns the exit code."""
        self.process.terminate()
        try:
            return self.process.wait(TIMEOUT_S)
        finally:
            if self.process.poll() is None:
                self.process.kill()
            self.process.stdout.close()


class Checks:
    """Runs functions and counts; one failure does not hide the next."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def run(self, function, *arguments):
        started = time.monotonic()
        try:
            function(*arguments)
        except Exception:  # noqa: BLE001  a check may fail in any way
            self.failed += 1
            print(f"FAILED {function.__module__}.{function.__name__}")
            traceback.print_exc(limit=-4)
        else:
            self.passed += 1
            seconds = time.monotonic() - started
            print(f"ok     {function.__module__}.{function.__name__} ({seconds:.1f} s)", flush=True)


def require(*tools):
    """A missing tool is a failure, never a skipped check."""
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if missing:
        raise SystemExit(f"missing: {', '.join(missing)} (Debian: apt-get install redis-tools)")


def equal(found, expected):
    assert found == expected, f"{found!r} is not {expected!r}"


def contains(text, *parts):
    for part in parts:
        assert part in text, f"{part!r} is not in {text!r}"


@contextlib.contextmanager
def raises(kind, *parts):
    try:
        yield
    except kind as error:
        contains(str(error), *parts)
    else:
        raise AssertionError(f"no {kind.__name__}")


def receive_all(connection):
    """Everything until the server closes."""
    received = b""
    while piece := connection.recv(1 << 16):
        received += piece
    return received
