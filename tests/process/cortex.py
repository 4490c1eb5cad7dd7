"""The command ``cortex`` as a process of its own, as operators run it."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import TypeVar

CORTEX = Path(sys.executable).with_name("cortex")
USUAL = {"CORTEX_PASSWORD_HASH_MEMORY": "8", "CORTEX_PASSWORD_HASH_PASSES": "1", "CORTEX_OPS_BIND": ""}
ENOUGH = 30
GLANCE = 0.02
T = TypeVar("T")


def surroundings(**settings: str) -> dict[str, str]:
    """The environment of a newcomer, with cheap hashes, no operators and these settings."""
    handed_on = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return {**handed_on, **USUAL, **{f"CORTEX_{name}": value for name, value in settings.items()}}


def cortex(folder: Path, *arguments: str, typed: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end."""
    return subprocess.run(
        [CORTEX, *arguments],
        cwd=folder,
        env=surroundings(**settings),
        input=typed,
        capture_output=True,
        text=True,
        timeout=ENOUGH,
        check=False,
    )


@contextmanager
def serving(
    folder: Path, arguments: Sequence[str] = (), **settings: str
) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """A server on a free port, and its address. What it prints is added to ``output.txt`` and ``errors.txt``."""
    output = folder / "output.txt"
    output.touch()
    before = output.stat().st_size
    with output.open("a") as printed, (folder / "errors.txt").open("a") as errors:
        environment = surroundings(**({"PORT": "0"} | settings))
        process = subprocess.Popen(
            [CORTEX, "serve", *arguments], cwd=folder, env=environment, stdout=printed, stderr=errors
        )
    try:
        yield _address(process, lambda: output.read_bytes()[before:].decode(errors="replace")), process
    finally:
        process.terminate()
        process.wait(ENOUGH)


def wait_until(holds: Callable[[], T]) -> T:
    """What is waited for, as soon as it is there; fails when it does not come in time."""
    deadline = monotonic() + ENOUGH
    while monotonic() < deadline:
        if found := holds():
            return found
        sleep(GLANCE)
    raise AssertionError("it did not happen in time")


def _address(process: "subprocess.Popen[str]", printed: Callable[[], str]) -> str:
    def found() -> "re.Match[str] | None":
        assert process.poll() is None, "the server ended"
        return re.search(r"listens on (http://\S+:\d+)\n", printed())

    return wait_until(found)[1]
