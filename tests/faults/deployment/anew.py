"""Processes that import for themselves, behind another program or with a library of it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.system.process.cortex import Running, end, surroundings
from tests.system.process.forkserver import Begin


@contextmanager
def started_anew(folder: Path, *command: str | Path, name: str, errors: str, **settings: str) -> Iterator[Running]:
    """A process, like those of ``started``; words such as ``NAME=value`` before the command are its environment."""
    given = dict(str(word).split("=", 1) for word in command if "=" in str(word))
    words = [word for word in command if "=" not in str(word)]
    output = folder / f"{name}.txt"
    output.touch()
    begin = Begin(words, folder, surroundings(**settings) | given | _path(), output, folder / f"{errors}.txt")
    process = begin.anew()
    try:
        yield Running(process, output, 0 if not output.stat().st_size else output.stat().st_size)
    finally:
        end(process)


def _path() -> dict[str, str]:
    return {"PATH": os.environ["PATH"]}
