"""The record of answers."""

from array import array
from collections import Counter


class Recorder:
    """Latencies of right answers in seconds, and the number of the others by fault."""

    def __init__(self) -> None:
        self.latencies = array("d")
        self.faults: Counter[str] = Counter()

    def add(self, seconds: float, fault: str | None) -> None:
        """Records an answer."""
        if fault is None:
            self.latencies.append(seconds)
        else:
            self.faults[fault] += 1
