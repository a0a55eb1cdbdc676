"""redis-benchmark: it asks CONFIG GET first, then many pings on many connections."""
import subprocess

from harness import TIMEOUT_S, contains, equal


def benchmark(server, *options):
    result = subprocess.run(
        ["redis-benchmark", "-p", str(server.port), "-q", *options], capture_output=True,
        text=True, timeout=3 * TIMEOUT_S)
    equal((result.returncode, result.stderr), (0, ""))
    return result.stdout


def check_ping(server):
    contains(
        benchmark(server, "-t", "ping", "-n", "20000"), "PING_INLINE: ", "PING_MBULK: ",
        "requests per second")


def check_pipelined_title(server):
    contains(
        benchmark(server, "-n", "20000", "-P", "16", "-c", "100", "TITLE", "tt0112384"),
        "requests per second")


def check_resp3_ping(server):
    contains(benchmark(server, "-3", "-t", "ping_mbulk", "-n", "5000"), "PING_MBULK: ")
