"""costar's part: its edges and questions as files, its answers from a program in between."""
import json
import pathlib
import subprocess


class Costar:
    """One `costar-bench --answer`, which times each search itself, by the time of its thread."""

    def __init__(self, program, database):
        self.process = subprocess.Popen(
            [program, "--db", database, "--answer"], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True)

    def ask(self, question, person):
        """Nanoseconds and answer."""
        self.process.stdin.write(f"{question} {person}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("costar-bench --answer has ended")
        reply = json.loads(line)
        return reply["ns"], reply["answer"]

    def costars(self, person):
        return self.ask("COSTARS", person)

    def two_hops(self, person):
        return self.ask("TWO-HOPS", person)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Files:
    """What `costar-bench --export` wrote; people are numbered from 0, titles behind them."""

    def __init__(self, program, database, directory, questions):
        self.directory = pathlib.Path(directory)
        subprocess.run(
            [program, "--db", database, "--export", str(directory), "--requests", str(questions)],
            check=True)
        self.credits = self.directory / "credits.csv"
        self.movie_cast = self.directory / "movie-cast.csv"
        people, titles = (self.directory / "nodes.txt").read_text().split()
        self.people, self.titles = int(people), int(titles)
        lines = (self.directory / "questions.txt").read_text().splitlines()
        #: Pairs of people, and the same by their ids.
        self.pairs = [tuple(map(int, line.split()[:2])) for line in lines]
        self.ids = [tuple(line.split()[2:]) for line in lines]
