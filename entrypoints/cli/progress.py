"""Shows how far long work is, where somebody looks at a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress_bar(work: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A bar on standard error named ``work``; what it gives is called with the number of steps that were done.
    ``total`` is how many there are, where that is known."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    terminal = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=terminal, transient=True, disable=not terminal.is_terminal) as progress:
        task = progress.add_task(work, total=total)
        yield lambda steps: progress.advance(task, steps)
