#!/usr/bin/env python3
"""Searches beside those of other systems, on the same edges and with the same questions.

costar's edges go into the other system, both answer the questions of `costar-bench --traverse` in
turn, each figure is the best of some rounds, and all answers are compared. Prints a line of JSON
per figure, then the same as a table.

usage: run.py --db PATH [--questions N] [--rounds N] [--program PROGRAM]
"""
import argparse
import importlib
import json
import pathlib
import sys
import tempfile

from costar import Costar, Files

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

#: Module of the peer, its class, its package, the question, and the bars of p50 and p99.
COMPARISONS = [
    ("ladybug_peer", "Ladybug", "ladybug", "costars", "COSTARS ROLE all LIMIT 50", (0.1, 0.1)),
    ("igraph_peer", "Igraph", "igraph", "two_hops", "people within 2 hops", (1.0, None)),
]


def compare(peer, costar, question, people, rounds):
    """Times of both by person, each the best of its rounds, and how many answers were equal."""
    ours, theirs, equal = [], [], 0
    ask_costar, ask_peer = getattr(costar, question), getattr(peer, question)
    for person in people:
        asked = [(ask_costar(person), ask_peer(person)) for _ in range(rounds)]
        ours.append(min(mine[0] for mine, _ in asked))
        theirs.append(min(other[0] for _, other in asked))
        equal += all(mine[1] == other[1] for mine, other in asked)
    return sorted(ours), sorted(theirs), equal


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


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--db", required=True, help="a database of costar")
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--program", default=str(ROOT / ".build/release/costar-bench"))
    parser.add_argument("--work", default=None, help="a directory for the other systems' files")
    arguments = parser.parse_args()

    table = []
    with tempfile.TemporaryDirectory(dir=arguments.work) as directory:
        files = Files(arguments.program, arguments.db, directory, arguments.questions)
        costar = Costar(arguments.program, arguments.db)
        for module, name, package, question, what, bars in COMPARISONS:
            try:
                module = importlib.import_module(module)
            except ModuleNotFoundError as error:
                if error.name != package:
                    raise
                print(f"left out: {what}: {sys.executable} has no {package}; "
                      f"get it with: {sys.executable} -m pip install {package}", file=sys.stderr)
                continue
            peer = getattr(module, name)(files)
            people = [start for start, _ in files.pairs]
            figure = f"{what} ÷ {module.NAME}"
            times = compare(peer, costar, question, people, arguments.rounds)
            peer.close()
            for row in rows(figure, *times, bars):
                print(json.dumps(row, ensure_ascii=False), flush=True)
                table.append(text(row))
        costar.close()
    print("\n| figure | value | bar | met | equal answers | from |\n|---|---|---|---|---|---|")
    print("\n".join(table))


if __name__ == "__main__":
    main()
