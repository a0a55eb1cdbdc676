"""How long another system took, in its favour."""
import time


class Clock:
    """The time by the clock or the processor time of all threads, whichever is less.

    On a busy machine the clock also counts what others had of the processor; with two threads at
    work the processor time is more than the clock.
    """

    def __init__(self):
        self.clock = time.perf_counter_ns()
        self.processor = time.process_time_ns()

    def nanoseconds(self):
        return min(time.perf_counter_ns() - self.clock,
                   time.process_time_ns() - self.processor)
