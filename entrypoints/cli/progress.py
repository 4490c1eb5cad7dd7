"""Progress bars of long commands."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress_bar(work: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Shows a bar named ``work`` on standard error, if that is a terminal. The block calls the result with the number
    of steps that were done; ``total`` is the number of all steps, if it is known."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    terminal = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=terminal, transient=True, disable=not terminal.is_terminal) as progress:
        task = progress.add_task(work, total=total)
        yield lambda steps: progress.advance(task, steps)
