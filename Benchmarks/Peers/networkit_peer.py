"""NetworKit: graph algorithms in C++ over a graph in memory, through its Python package."""
import time

import networkit

NAME = f"NetworKit {networkit.__version__}"

#: What NetworKit says of two nodes that nothing joins.
UNREACHABLE = 1e300


class Networkit:
    """Degrees with the path, by its bidirectional search; by the clock, as the server's are."""

    def __init__(self, files):
        self.credits = self.read(files.credits)
        self.cast = self.read(files.movie_cast)
        # People without a credit on a movie may be beyond the last number read.
        for _ in range(files.people + files.titles - self.cast.numberOfNodes()):
            self.cast.addNode()

    @staticmethod
    def read(path):
        reader = networkit.graphio.EdgeListReader(" ", 0, continuous=True, directed=False)
        return reader.read(str(path))

    @staticmethod
    def degrees(graph, pair):
        started = time.perf_counter_ns()
        search = networkit.distance.BidirectionalBFS(graph, *pair, True)
        search.run()
        distance = search.getDistance()
        search.getPath()
        nanoseconds = time.perf_counter_ns() - started
        return nanoseconds, None if distance > UNREACHABLE else int(distance) // 2

    def all_credits(self, pair):
        return self.degrees(self.credits, pair)

    def movie_cast(self, pair):
        return self.degrees(self.cast, pair)

    def close(self):
        del self.credits, self.cast
