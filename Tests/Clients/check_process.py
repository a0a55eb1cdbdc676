"""The server as a process: signals, descriptors, addresses."""
import signal
import socket
import subprocess
import threading
import time

from harness import TIMEOUT_S, Server, equal, receive_all


def check_sigterm_under_load(program, database):
    """Exit code 0, no reset, no reply cut short."""
    server = Server(program, database)
    request = b"*2\r\n$5\r\nTITLE\r\n$9\r\ntt0112384\r\n"
    with server.connect() as connection:
        connection.sendall(request)
        size = len(connection.recv(1 << 16))
    failures = []

    def work():
        try:
            with server.connect() as connection:
                while True:
                    connection.sendall(request * 20)
                    received = 0
                    while received < 20 * size:
                        piece = connection.recv(1 << 16)
                        if not piece:
                            if received % size:
                                failures.append(f"cut after {received} bytes")
                            return
                        received += len(piece)
        except OSError as error:
            failures.append(repr(error))

    threads = [threading.Thread(target=work) for _ in range(20)]
    for thread in threads:
        thread.start()
    time.sleep(1)
    started = time.monotonic()
    equal(server.stop(), 0)
    # Sooner than the server would cut anybody off.
    assert time.monotonic() - started < 9
    for thread in threads:
        thread.join()
    equal(failures, [])


def check_sigint_ends_too(program, database):
    server = Server(program, database)
    with server.connect() as connection:
        connection.sendall(b"PING\n")
        equal(connection.recv(100), b"+PONG\r\n")
        server.process.send_signal(signal.SIGINT)
        equal(receive_all(connection), b"")
    equal(server.process.wait(TIMEOUT_S), 0)
    server.process.stdout.close()


def check_lack_of_descriptors(program, database):
    """Refused clients see it at once, served ones are served on, the processor stays idle."""
    server = Server(program, database, descriptors=100)
    connections = []
    served = refused = 0
    try:
        for _ in range(200):
            connection = server.connect()
            connections.append(connection)
            connection.sendall(b"PING\n")
            try:
                reply = connection.recv(100)
            except ConnectionResetError:
                reply = b""
            served += reply == b"+PONG\r\n"
            refused += reply != b"+PONG\r\n"
        assert served >= 30 and refused >= 100, (served, refused)
        connections[0].sendall(b"PING\n")
        equal(connections[0].recv(100), b"+PONG\r\n")
        before = processor_seconds(server)
        time.sleep(1)
        assert processor_seconds(server) - before < 0.3
        for connection in connections:
            connection.close()
        wait_until_served(server)
    finally:
        equal(server.stop(), 0)


def wait_until_served(server):
    end = time.monotonic() + TIMEOUT_S
    while True:
        with server.connect() as connection:
            try:
                connection.sendall(b"PING\n")
                if connection.recv(100) == b"+PONG\r\n":
                    return
            except ConnectionResetError:
                pass
        assert time.monotonic() < end, "new clients are still refused"
        time.sleep(0.05)


def processor_seconds(server):
    with open(f"/proc/{server.process.pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def check_addresses_are_loopback(program, database):
    """Without users the port is not for other machines."""
    result = subprocess.run(
        [program, "serve", "--db", database, "--listen", "0.0.0.0:0"], capture_output=True,
        text=True, timeout=TIMEOUT_S)
    assert result.returncode != 0
    assert "--insecure" in result.stderr, result.stderr


def check_taken_port_is_told(program, database):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = subprocess.run(
            [program, "serve", "--db", database, "--listen", f"127.0.0.1:{port}"],
            capture_output=True, text=True, timeout=TIMEOUT_S)
    assert result.returncode != 0
    assert str(port) in result.stderr, result.stderr
