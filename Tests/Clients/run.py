"""Real clients against a real server that serves the bundled sample.

    run.py --server .build/release/costar --db DIRECTORY

Prints a line per check and `N passed, N failed`; exits 1 when one failed or a tool is missing.
"""
import argparse
import inspect
import sys

import check_async
import check_benchmark
import check_cli
import check_hiredis
import check_lines
import check_process
import check_python
from harness import Checks, Server, require


def checks_of(module):
    return [
        function for name, function in inspect.getmembers(module, inspect.isfunction)
        if name.startswith("check_")]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--server", required=True, help="the costar executable")
    parser.add_argument("--db", required=True, help="a database with the bundled sample")
    arguments = parser.parse_args()
    require("redis-cli", "redis-benchmark")
    checks = Checks()
    server = Server(arguments.server, arguments.db)
    try:
        for module in (
                check_lines, check_cli, check_python, check_async, check_hiredis,
                check_benchmark):
            for function in checks_of(module):
                checks.run(function, server)
    finally:
        code = server.stop()
    for function in checks_of(check_process):
        checks.run(function, arguments.server, arguments.db)
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(1 if checks.failed or code != 0 else 0)


if __name__ == "__main__":
    main()
