#!/usr/bin/env python3
"""Searches beside those of other systems, on the same edges and with the same questions.

costar's edges go into the other system, both answer the questions of `costar-bench --traverse` in
turn, each figure is the best of some rounds, and all answers are compared. Prints a line of JSON
per figure, then the same as a table.

usage: run.py --db PATH [--questions N] [--rounds N] [--peers NAMES]
"""
import argparse
import dataclasses
import importlib
import json
import math
import pathlib
import sys
import tempfile

from costar import Costar, Files
from costar_server import CostarServer

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent



@dataclasses.dataclass
class Comparison:
    """A question that costar and another system answer."""
    #: Module of the peer, its class, and the package it needs.
    module: str
    peer: str
    package: str
    #: What is asked: a method of both.
    question: str
    figure: str
    #: Whether costar is asked over TCP, about pairs; else in process, about people.
    is_served: bool = False
    #: The most that costar's p50 and p99 may be of the peer's.
    bars: tuple = (None, None)


COMPARISONS = [
    Comparison("ladybug_peer", "Ladybug", "ladybug", "costars", "COSTARS ROLE all LIMIT 50",
               bars=(0.1, 0.1)),
    Comparison("igraph_peer", "Igraph", "igraph", "two_hops", "people within 2 hops",
               bars=(1.0, None)),
    # The other system in process is to take at least 1.5 times as long as costar over TCP.
    Comparison("networkit_peer", "Networkit", "networkit", "all_credits",
               "DEGREES ROLE all over TCP", is_served=True, bars=(0.667, None)),
    Comparison("networkit_peer", "Networkit", "networkit", "movie_cast",
               "DEGREES TYPE movie over TCP", is_served=True, bars=(0.667, None)),
]


def compare(peer, costar, question, subjects, rounds):
    """Times of both by subject, each the best of its rounds, and how many answers were equal."""
    ask_costar, ask_peer = getattr(costar, question), getattr(peer, question)
    ours, theirs = [math.inf] * len(subjects), [math.inf] * len(subjects)
    is_equal = [True] * len(subjects)
    # Round after round, so that no question finds the caches as itself has left them.
    for _ in range(rounds):
        for place, subject in enumerate(subjects):
            (my_time, mine), (other_time, other) = ask_costar(subject), ask_peer(subject)
            ours[place] = min(ours[place], my_time)
            theirs[place] = min(theirs[place], other_time)
            is_equal[place] &= mine == other
    return sorted(ours), sorted(theirs), sum(is_equal)


def percentile(times, hundredths):
    return times[min(len(times) * hundredths // 100, len(times) - 1)]


def rows(figure, ours, theirs, equal, bars):
    for hundredths, most in zip((50, 99), bars):
        mine, other = percentile(ours, hundredths), percentile(theirs, hundredths)
        ratio = round(mine / other, 4)
        row = {"figure": f"{figure}, p{hundredths}", "value": ratio}
        if most is not None:
            row |= {"most": most, "met": ratio <= most}
        yield row | {"equal": equal, "of": len(ours), f"ours_p{hundredths}_ns": mine,
                     f"peer_p{hundredths}_ns": other}


def text(row):
    met = {True: "yes", False: "NO"}.get(row.get("met"), "")
    bar = f"at most {row['most']:g}" if "most" in row else ""
    times = ", ".join(f"{name} {value}" for name, value in row.items() if name.endswith("_ns"))
    return (f"| {row['figure']} | {row['value']} | {bar} | {met} "
            f"| {row['equal']} of {row['of']} | {times} |")


def imported(comparison):
    """The peer's module, None when its package is not there."""
    try:
        return importlib.import_module(comparison.module)
    except ModuleNotFoundError as error:
        if error.name != comparison.package:
            raise
    print(f"left out: {comparison.figure}: {sys.executable} has no {comparison.package}; get it "
          f"with: {sys.executable} -m pip install {comparison.package}", file=sys.stderr)
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--db", required=True, help="a database of costar")
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", default="ladybug,igraph,networkit", help="packages to ask")
    parser.add_argument("--programs", type=pathlib.Path, default=ROOT / ".build/release",
                        help="where costar and costar-bench are")
    parser.add_argument("--work", default=None, help="a directory for the other systems' files")
    arguments = parser.parse_args()

    table = []
    peers = {}
    bench = arguments.programs / "costar-bench"
    with tempfile.TemporaryDirectory(dir=arguments.work) as directory:
        files = Files(bench, arguments.db, directory, arguments.questions)
        costar = Costar(bench, arguments.db)
        server = CostarServer(
            arguments.programs / "costar", arguments.db, dict(zip(files.pairs, files.ids)))
        people = [start for start, _ in files.pairs]
        for comparison in COMPARISONS:
            if comparison.package not in arguments.peers.split(","):
                continue
            module = imported(comparison)
            if module is None:
                continue
            if comparison.module not in peers:
                for other in peers.values():
                    other.close()
                peers = {comparison.module: getattr(module, comparison.peer)(files)}
            times = compare(
                peers[comparison.module], server if comparison.is_served else costar,
                comparison.question, files.pairs if comparison.is_served else people,
                arguments.rounds)
            for row in rows(f"{comparison.figure} ÷ {module.NAME}", *times, comparison.bars):
                print(json.dumps(row, ensure_ascii=False), flush=True)
                table.append(text(row))
        for other in peers.values():
            other.close()
        server.close()
        costar.close()
    print("\n| figure | value | bar | met | equal answers | from |\n|---|---|---|---|---|---|")
    print("\n".join(table))


if __name__ == "__main__":
    main()
