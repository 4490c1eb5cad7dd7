from rich.console import Console
from rich.progress import Progress

from adapters.password_hasher.benchmark import seconds_of_hash

ROUNDS = 5
LONGEST = 2.0
"""Seconds after which nothing more is learnt."""


def fastest_hash(memory: int, passes: int) -> float:
    """The best of a few: whatever else the machine does makes hashes slower, never faster. With a bar on a terminal."""
    terminal = Console(stderr=True)
    best, spent = float("inf"), 0.0
    with Progress(console=terminal, transient=True, disable=not terminal.is_terminal) as progress:
        task = progress.add_task("Hashing", total=ROUNDS)
        for _ in range(ROUNDS):
            seconds = seconds_of_hash(memory, passes)
            best, spent = min(best, seconds), spent + seconds
            progress.advance(task)
            if spent > LONGEST:
                break
    return best
