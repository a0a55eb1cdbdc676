"""redis-cli: one question, a pipe, mass insertion's protocol, a terminal."""
import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time

from harness import TIMEOUT_S, contains, equal


def cli(server, *words, stdin=None):
    result = subprocess.run(
        ["redis-cli", "-p", str(server.port), *words], input=stdin, capture_output=True,
        timeout=TIMEOUT_S, stdin=None if stdin is not None else subprocess.DEVNULL)
    equal(result.stderr, b"")
    return result.stdout.decode()


def check_one_shot(server):
    equal(cli(server, "PING"), "PONG\n")
    title = cli(server, "title", "tt0112384").splitlines()
    equal(title[title.index("title") + 1], "Apollo 13")
    contains(cli(server, "title", "tt9999999"), "NotFound ")
    contains(cli(server, "nosuch"), "ERR unknown command")


def check_resp3(server):
    title = cli(server, "-3", "title", "tt0112384")
    contains(title, "title", "Apollo 13", "false")
    contains(cli(server, "-3", "--json", "degrees", "nm0000102", "nm0000158"), '"degrees":1')


def check_piped(server):
    lines = cli(server, stdin=b"PING\nECHO 'a b'\nTITLE tt0112384\nNOSUCH\n").splitlines()
    equal(lines[:2], ["PONG", "a b"])
    contains(lines, "Apollo 13")
    contains("\n".join(lines), "ERR unknown command")


def check_last_word_from_stdin(server):
    equal(cli(server, "-x", "ECHO", stdin=b"caf\xc3\xa9"), "caf\u00e9\n")


def check_mass_pipe(server):
    requests = b"*2\r\n$5\r\nTITLE\r\n$9\r\ntt0112384\r\n" * 5000
    report = cli(server, "--pipe", "--pipe-timeout", "10", stdin=requests)
    contains(report, "errors: 0, replies: 5000")


def check_terminal(server):
    child, terminal = pty.fork()
    if child == 0:
        # With a known width redis-cli does not ask the terminal for it.
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 200, 0, 0))
        os.environ["TERM"] = "xterm"
        os.execvp("redis-cli", ["redis-cli", "-p", str(server.port)])
    shown = b""
    prompt = f"127.0.0.1:{server.port}> ".encode()

    def wait_for(text):
        nonlocal shown
        end = time.monotonic() + TIMEOUT_S
        while text not in shown:
            ready, _, _ = select.select([terminal], [], [], max(0, end - time.monotonic()))
            assert ready, f"{text!r} did not come: {shown!r}"
            shown += os.read(terminal, 1 << 16)
        shown = shown.split(text, 1)[1]

    try:
        wait_for(prompt)
        os.write(terminal, b"title tt0112384\r")
        wait_for(b'"Apollo 13"')
        wait_for(prompt)
        # The hint comes from COMMAND DOCS.
        os.write(terminal, b"costars ")
        wait_for(b"[ROLE")
        os.write(terminal, b"nm0000102 LIMIT 1\r")
        wait_for(b'"costars"')
        wait_for(prompt)
        os.write(terminal, b"exit\r")
        _, status = os.waitpid(child, 0)
        equal(os.waitstatus_to_exitcode(status), 0)
    finally:
        os.close(terminal)
