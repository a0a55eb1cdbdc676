#!/usr/bin/env python3
"""One run of everything that is measured about searches, kept with its raw data and a table.

For each scale: `costar-bench --traverse`, the peers, and where valgrind is there the counts. Lines
of JSON go to OUT/sSCALE.jsonl; the tables go between the marks `<!-- NAME -->` and
`<!-- end of NAME -->` of OUT/README.md (by figure and scale) and of README.md (side by side).
Without databases only the tables are written, from what OUT holds.

usage: traversals.py --out DIR [SCALE=DATABASE ...] [--without-counts]
"""
import argparse
import datetime
import json
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / ".build/release/costar-bench"
#: What decides the figures: whether it was changed since the commit is kept with them.
CODE = ["Sources", "Benchmarks/CostarBench", "Benchmarks/Ceiling", "Benchmarks/Peers"]
PYTHON = os.environ.get("BENCH_PYTHON", sys.executable)


def keep_lines(command, file):
    """Keeps the lines of JSON that a command prints; what it says on standard error is shown."""
    print("running:", *command, file=sys.stderr, flush=True)
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        print("left out:", *command, file=sys.stderr)
        return
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            keep(json.loads(line), file)


def keep(row, file):
    file.write(json.dumps(row, ensure_ascii=False) + "\n")
    file.flush()


def git(*words):
    return subprocess.run(
        ["git", "-C", ROOT, *words], capture_output=True, text=True, check=True).stdout.strip()


def measure(scale, database, path, with_counts):
    with open(path, "w") as file:
        keep({"scale": scale, "commit": git("log", "-1", "--format=%h %s"),
              "changed": bool(git("status", "--porcelain", "--", *CODE)),
              "date": datetime.date.today().isoformat(), "load_before": os.getloadavg()[0]}, file)
        keep_lines([PROGRAM, "--traverse", "--db", database], file)
        keep({"load_between": os.getloadavg()[0]}, file)
        keep_lines([PYTHON, ROOT / "Benchmarks/Peers/run.py", "--db", database], file)
        if with_counts and shutil.which("valgrind"):
            keep_lines([ROOT / "scripts/bench-counts", database, "1"], file)
        keep({"load_after": os.getloadavg()[0]}, file)


def read(path):
    """The rows of a run by what they measure; the load of the machine is for readers only."""
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    names = [row.get("figure") or row.get("name") for row in rows]
    return {name: row for name, row in zip(names, rows) if name}


def number(value):
    if value is None:
        return ""
    return f"{value:,.0f}" if value == int(value) or abs(value) >= 1_000 else f"{value:.3g}"


def time(nanoseconds):
    for unit, size in (("ms", 1e6), ("us", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:,.3g} {unit}"
    return f"{nanoseconds:.0f} ns"


def bar(row):
    for word in ("most", "least"):
        if word in row:
            return f"at {word} {number(row[word])}"
    return ""


def answers(row):
    return f"{row['equal']} of {row['of']}" if "of" in row else ""


def by_scale(runs):
    """Every figure, a column per scale."""
    scales = list(runs)
    columns = ["figure", *(f"S={scale}" for scale in scales), "bar", "met", "equal answers"]
    yield f"| {' | '.join(columns)} |"
    yield "|---" * len(columns) + "|"
    figures = dict.fromkeys(
        name for run in runs.values() for name, row in run.items() if "figure" in row)
    for figure in figures:
        rows = [run.get(figure, {}) for run in runs.values()]
        last = next(row for row in reversed(rows) if row)
        met = ["yes" if row["met"] else "NO" for row in rows if "met" in row]
        yield (f"| {figure} | " + " | ".join(number(row.get("value")) for row in rows)
               + f" | {bar(last)} | {met[0] if len(set(met)) == 1 else ', '.join(met)} "
               f"| {answers(last)} |")


def counted(runs):
    """What callgrind counted per search."""
    yield ("| S | search | instructions | loads and stores | first-level misses "
           "| last-level misses | mispredicted branches |")
    yield "|---|---|---|---|---|---|---|"
    for scale, run in runs.items():
        for row in run.values():
            if "instructions" in row:
                yield f"| {scale} | {row['name']} | " + " | ".join(
                    f"{row[name]:,}" for name in (
                        "instructions", "loads_and_stores", "first_level_misses",
                        "last_level_misses", "mispredicted")) + " |"


#: Title of a row, figure, what stands beside costar, command.
SIDE_BY_SIDE = [
    ("DEGREES, p50", "DEGREES ROLE all ÷ C, p50", "C, arrays in memory", "bench-traverse"),
    ("DEGREES, p99", "DEGREES ROLE all ÷ C, p99", "C", "bench-traverse"),
    ("all shortest chains, p50", "DEGREES ROLE all COUNT ÷ C, p50", "C", "bench-traverse"),
    ("DISTANCES, p50", "DISTANCES ROLE all ÷ C direction-optimising, p50",
     "C, direction-optimising", "bench-traverse"),
    ("DISTANCES, p50", "DISTANCES ROLE all ÷ C top-down, p50", "C, top-down", "bench-traverse"),
    ("COSTARS, first 50, p50", "COSTARS ROLE all LIMIT 50 ÷ LadybugDB", "LadybugDB",
     "bench-peers"),
    ("COSTARS, first 50, p99", "COSTARS ROLE all LIMIT 50 ÷ LadybugDB", "LadybugDB",
     "bench-peers"),
    ("people within 2 hops, p50", "people within 2 hops ÷ igraph", "igraph", "bench-peers"),
    ("DEGREES over TCP, p50", "DEGREES ROLE all over TCP ÷ NetworKit", "NetworKit in process",
     "bench-peers"),
    ("DEGREES TYPE movie over TCP, p50", "DEGREES TYPE movie over TCP ÷ NetworKit",
     "NetworKit in process", "bench-peers"),
]


def side_by_side(runs):
    """What a reader of the project's README wants to know."""
    yield "| figure | S | costar | beside it | ratio | bar | equal answers | command |"
    yield "|---|---|---|---|---|---|---|---|"
    for title, figure, other, command in SIDE_BY_SIDE:
        hundredths = title[-3:]
        for scale, run in runs.items():
            row = next((row for name, row in run.items()
                        if name.startswith(figure) and name.endswith(hundredths)), None)
            if row is None or scale == "0.01":
                continue
            ours = row[f"ours_{hundredths}_ns"]
            theirs = row.get(f"ceiling_{hundredths}_ns") or row[f"peer_{hundredths}_ns"]
            yield (f"| {title} | {scale} | {time(ours)} | {other}: {time(theirs)} "
                   f"| {row['value']:.3g} | {bar(row)} | {answers(row)} "
                   f"| `make {command} DB=films` |")


def put(path, name, lines):
    """Replaces what stands between two marks."""
    text = path.read_text()
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    if begin not in text:
        sys.exit(f"{path} has no place for {name}")
    head, rest = text.split(begin, 1)
    path.write_text(head + begin + "\n".join(lines) + "\n" + end + rest.split(end, 1)[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--without-counts", action="store_true")
    parser.add_argument("databases", nargs="*", metavar="SCALE=DATABASE")
    arguments = parser.parse_args()

    arguments.out.mkdir(parents=True, exist_ok=True)
    for word in arguments.databases:
        scale, database = word.split("=", 1)
        measure(scale, database, arguments.out / f"s{scale}.jsonl", not arguments.without_counts)
    paths = sorted(arguments.out.glob("s*.jsonl"), key=lambda path: float(path.stem[1:]))
    runs = {path.stem[1:]: read(path) for path in paths}
    put(arguments.out / "README.md", "figures", by_scale(runs))
    put(arguments.out / "README.md", "counts", counted(runs))
    put(ROOT / "README.md", "searches side by side", side_by_side(runs))


if __name__ == "__main__":
    main()
