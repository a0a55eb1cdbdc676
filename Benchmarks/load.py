#!/usr/bin/env python3
"""Measures `costar load` against what unpacking and writing alone take.

Five runs, interleaved so that a slow minute of the machine meets all of them: `zcat *.gz | wc -l`,
the load, and a floor that writes and syncs as many bytes as the load left. Prints a line of JSON
per run and per set, then the table as text; keeps both with machine and commit in Benchmarks/runs/.

usage: load.py --scale S [--runs N] [--memory SIZE] [--group SIZE] [--costar PROGRAM]
               [--imdbgen PROGRAM] [--work DIR] [--out DIR]
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
GENERATOR = pathlib.Path(
    os.environ.get("COSTAR_BENCH", ROOT.parent / "shared" / "bench")) / "gen_imdb.py"


def note(text):
    print(text, file=sys.stderr, flush=True)


def make(directory, command):
    """Makes a set of dumps once; it takes its name when it is complete."""
    if directory.is_dir():
        return directory
    draft = directory.with_suffix(".tmp")
    shutil.rmtree(draft, ignore_errors=True)
    draft.parent.mkdir(parents=True, exist_ok=True)
    note(f"making {directory.name}")
    subprocess.run([*command, str(draft)], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    draft.rename(directory)
    return directory


def python_with_numpy():
    """A Python that the five-file generator runs in, None without one."""
    for candidate in [os.environ.get("BENCH_PYTHON"), sys.executable, "python3"]:
        if candidate and shutil.which("pigz") and subprocess.run(
                [candidate, "-c", "import numpy"], capture_output=True).returncode == 0:
            return candidate
    return None


def data_sets(arguments):
    sets = {"seven files": make(
        arguments.work / f"seven-{arguments.scale}", [arguments.imdbgen, str(arguments.scale)])}
    python = python_with_numpy()
    if not GENERATOR.is_file():
        note(f"no five files: there is no {GENERATOR}")
    elif not python:
        note("no five files: they need numpy and pigz (BENCH_PYTHON names a Python that has it)")
    else:
        sets["five files"] = make(
            arguments.work / f"five-{arguments.scale}",
            [python, str(GENERATOR), str(arguments.scale)])
    return sets


def timed(action):
    started = time.monotonic()
    result = action()
    return time.monotonic() - started, result


def zcat(dumps):
    command = f"zcat '{dumps}'/*.gz | wc -l"
    return int(subprocess.run(command, shell=True, check=True, capture_output=True).stdout)


def rss_anon(pid):
    """Anonymous memory of a process, bytes; 0 when it has ended."""
    try:
        for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


class Group:
    """A control group with a limit of memory, cached pages of files included; needs root."""

    def __init__(self, size):
        digits = size.rstrip("KMG")
        limit = int(digits) << {"": 0, "K": 10, "M": 20, "G": 30}[size[len(digits):]]
        first = pathlib.Path("/sys/fs/cgroup/memory")
        self.path = (first if first.is_dir() else first.parent) / f"costar-bench-{os.getpid()}"
        try:
            self.path.mkdir()
            name = "memory.limit_in_bytes" if first.is_dir() else "memory.max"
            (self.path / name).write_text(f"{limit}")
        except OSError as error:
            if self.path.is_dir():
                self.remove()
            sys.exit(f"no control group of {size}: {error}")

    def enter(self):
        (self.path / "cgroup.procs").write_text("0")

    def remove(self):
        self.path.rmdir()


def load(costar, dumps, database, memory, group):
    """Loads, and looks at the memory every 50 ms meanwhile: more often it would slow the load."""
    command = [costar, "load", str(dumps), "--db", str(database), "--progress", "json"]
    process = subprocess.Popen(
        command + (["--memory", memory] if memory else []), stdout=subprocess.PIPE, text=True,
        preexec_fn=group.enter if group else None)
    peak = 0
    while process.poll() is None:
        peak = max(peak, rss_anon(process.pid))
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            pass
    if process.returncode != 0:
        sys.exit(f"costar load ended with status {process.returncode}")
    report = json.loads(process.stdout.read().splitlines()[-1])
    return peak, report


def write_floor(path, count):
    """Writes and syncs so many bytes; they are not all zero, for file systems that notice."""
    chunk = os.urandom(1 << 20)
    with open(path, "wb", buffering=0) as file:
        left = count
        while left > 0:
            left -= file.write(chunk[:min(left, len(chunk))])
        os.fsync(file.fileno())
    path.unlink()


def run(name, dumps, arguments, scratch, group):
    """One round of the three; the load alone in the control group."""
    database = scratch / "db"
    zcat_seconds, rows = timed(lambda: zcat(dumps))
    load_seconds, (peak, report) = timed(
        lambda: load(arguments.costar, dumps, database, arguments.memory, group))
    disk = sum(file.stat().st_size for file in database.rglob("*") if file.is_file())
    floor_seconds, _ = timed(lambda: write_floor(scratch / "floor", disk))
    shutil.rmtree(database)
    gzip = sum(file.stat().st_size for file in dumps.glob("*.gz"))
    return {
        "kind": "run", "set": name, "rows": rows, "gzip_bytes": gzip, "disk_bytes": disk,
        "zcat_seconds": round(zcat_seconds, 3), "load_seconds": round(load_seconds, 3),
        "floor_seconds": round(floor_seconds, 3), "rss_anon_bytes": peak,
        "stages": report["stages"],
    }


def summary(name, runs):
    def median(key):
        return round(statistics.median(one[key] for one in runs), 3)

    def ratio(value):
        return round(statistics.median(value(one) for one in runs), 3)

    stages = {}
    for stage in runs[0]["stages"]:
        stages[stage] = round(statistics.median(one["stages"][stage] for one in runs), 2)
    return {
        "kind": "median", "set": name, "runs": len(runs), "rows": runs[0]["rows"],
        "load_seconds": median("load_seconds"), "zcat_seconds": median("zcat_seconds"),
        "floor_seconds": median("floor_seconds"),
        "load_per_zcat": ratio(lambda one: one["load_seconds"] / one["zcat_seconds"]),
        "load_without_floor_per_zcat": ratio(
            lambda one: (one["load_seconds"] - one["floor_seconds"]) / one["zcat_seconds"]),
        "disk_per_gzip": ratio(lambda one: one["disk_bytes"] / one["gzip_bytes"]),
        "rss_anon_mib_max": max(one["rss_anon_bytes"] for one in runs) >> 20, "stages": stages,
    }


def table(summaries):
    rows = [
        ("rows", lambda s: f"{s['rows']:,}"),
        ("load, s", lambda s: f"{s['load_seconds']:.2f}"),
        ("unpack and count lines, s", lambda s: f"{s['zcat_seconds']:.2f}"),
        ("write and sync as many bytes, s", lambda s: f"{s['floor_seconds']:.2f}"),
        ("load ÷ unpack", lambda s: f"{s['load_per_zcat']:.2f}"),
        ("(load - write and sync) ÷ unpack", lambda s: f"{s['load_without_floor_per_zcat']:.2f}"),
        ("disk ÷ gzip", lambda s: f"{s['disk_per_gzip']:.2f}"),
        ("peak RssAnon, MiB", lambda s: f"{s['rss_anon_mib_max']}"),
    ]
    lines = ["| | " + " | ".join(s["set"] for s in summaries) + " |",
             "|---|" + "---|" * len(summaries)]
    for name, text in rows:
        lines.append(f"| {name} | " + " | ".join(text(s) for s in summaries) + " |")
    names = list(dict.fromkeys(stage for s in summaries for stage in s["stages"]))
    for stage in names:
        cells = [f"{s['stages'][stage]:.2f}" if stage in s["stages"] else "" for s in summaries]
        lines.append(f"| {stage}, s | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def machine():
    """What the figures are of."""
    model = next(
        (line.split(":", 1)[1].strip()
         for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
         if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30

    def git(*words):
        return subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True,
                              text=True).stdout.strip()

    return {
        "kind": "machine", "processor": model, "cores": len(os.sched_getaffinity(0)),
        "memory_gib": memory, "kernel": platform.release(), "load": os.getloadavg()[0],
        "commit": git("rev-parse", "--short", "HEAD"), "changed": bool(git("status", "--short")),
        "date": datetime.date.today().isoformat(),
    }


def main():
    parser = argparse.ArgumentParser(description="Measure costar load")
    parser.add_argument("--scale", type=float, default=0.1)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--memory", help="the load's --memory; the machine decides without")
    parser.add_argument("--group", help="load in a control group with so much memory: 2G")
    parser.add_argument("--costar", default=str(ROOT / ".build/release/costar"))
    parser.add_argument("--imdbgen", default=str(ROOT / ".build/release/imdbgen"))
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / ".build/bench")
    parser.add_argument("--out", type=pathlib.Path)
    arguments = parser.parse_args()

    about = machine()
    lines = [about | {
        "scale": arguments.scale, "memory": arguments.memory, "group": arguments.group}]
    print(json.dumps(lines[0]), flush=True)
    sets = data_sets(arguments)
    runs = {name: [] for name in sets}
    group = Group(arguments.group) if arguments.group else None
    try:
        with tempfile.TemporaryDirectory(dir=arguments.work) as scratch:
            for _ in range(arguments.runs):
                for name, dumps in sets.items():
                    one = run(name, dumps, arguments, pathlib.Path(scratch), group)
                    runs[name].append(one)
                    lines.append(one)
                    print(json.dumps(one), flush=True)
    finally:
        if group:
            group.remove()
    summaries = [summary(name, of) for name, of in runs.items()]
    lines += summaries
    for one in summaries:
        print(json.dumps(one))
    text = table(summaries)
    print(f"\n{text}")

    within = f" --memory {arguments.memory}" if arguments.memory else ""
    if arguments.group:
        within += f" in a control group of {arguments.group}"
    name = "-".join(filter(None, [
        f"{about['date']}-load-{arguments.scale}", arguments.memory,
        arguments.group and f"group-{arguments.group}"]))
    out = arguments.out or ROOT / "Benchmarks/runs" / name
    out.mkdir(parents=True, exist_ok=True)
    (out / "raw.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    changed = ", with changes that are not committed" if about["changed"] else ""
    (out / "README.md").write_text(
        f"# {about['date']}, load{within} at scale {arguments.scale}\n\n"
        f"{about['cores']} cores of {about['processor']}, {about['memory_gib']} GiB, Linux "
        f"{about['kernel']}; load average {about['load']:.1f} at the start. Commit "
        f"{about['commit']}{changed}. Medians of {arguments.runs} interleaved runs; `raw.jsonl` "
        f"has each. Stages run side by side and overlap.\n\n{text}\n")
    note(f"kept in {out}")


if __name__ == "__main__":
    main()
