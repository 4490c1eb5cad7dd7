from collections.abc import Callable

from rich.console import Console
from rich.progress import Progress

ROUNDS = 5
MAX_SECONDS = 2.0
"""After so long further rounds would not improve the result."""


def fastest_hash(benchmark_hash_seconds: Callable[[int, int], float], memory: int, passes: int) -> float:
    """Returns the seconds of the fastest of a few hashes: other load makes them slower, never faster. Shows a progress
    bar on a terminal."""
    terminal = Console(stderr=True)
    best, spent = float("inf"), 0.0
    with Progress(console=terminal, transient=True, disable=not terminal.is_terminal) as progress:
        task = progress.add_task("Hashing", total=ROUNDS)
        for _ in range(ROUNDS):
            seconds = benchmark_hash_seconds(memory, passes)
            best, spent = min(best, seconds), spent + seconds
            progress.advance(task)
            if spent > MAX_SECONDS:
                break
    return best
