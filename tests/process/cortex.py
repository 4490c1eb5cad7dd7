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

import attrs

from tests.world import GENEROUS

CORTEX = Path(sys.executable).with_name("cortex")
USUAL = {
    "CORTEX_PASSWORD_HASH_MEMORY": "8",
    "CORTEX_PASSWORD_HASH_PASSES": "1",
    "CORTEX_OPS_BIND": "",
    **{f"CORTEX_{name.upper()}": limit for name, limit in GENEROUS.items()},
}
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


@attrs.frozen
class Running:
    """A process, and where it prints."""

    process: "subprocess.Popen[str]"
    output: Path
    before: int
    """How much was printed there before it began."""

    def printed(self) -> str:
        return self.output.read_bytes()[self.before :].decode(errors="replace")

    def said(self, words: str) -> "re.Match[str]":
        """Waits for words."""

        def found() -> "re.Match[str] | None":
            assert self.process.poll() is None, "it ended"
            return re.search(words, self.printed())

        return wait_until(found)

    def address(self) -> str:
        """Where a server listens, as soon as it does."""
        return self.said(r"listens on (http://\S+:\d+)\n")[1]


@contextmanager
def started(
    folder: Path,
    *command: str | Path,
    name: str = "output",
    errors: str = "errors",
    new_group: bool = False,
    **settings: str,
) -> Iterator[Running]:
    """A process; what it prints is added to ``<name>.txt`` and ``<errors>.txt``. It is told to end with the block."""
    output = folder / f"{name}.txt"
    output.touch()
    before = output.stat().st_size
    with output.open("a") as printed, (folder / f"{errors}.txt").open("a") as told:
        environment = surroundings(**settings)
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=printed, stderr=told, start_new_session=new_group
        )
    try:
        yield Running(process, output, before)
    finally:
        _end(process)


@contextmanager
def serving(
    folder: Path, arguments: Sequence[str] = (), **settings: str
) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """A server on a free port, and its address."""
    with started(folder, CORTEX, "serve", *arguments, **({"PORT": "0"} | settings)) as server:
        yield server.address(), server.process


def wait_until(holds: Callable[[], T]) -> T:
    """What is waited for, as soon as it is there; fails when it does not come in time."""
    deadline = monotonic() + ENOUGH
    while monotonic() < deadline:
        if found := holds():
            return found
        sleep(GLANCE)
    raise AssertionError("it did not happen in time")


def _end(process: "subprocess.Popen[str]") -> None:
    process.terminate()
    try:
        process.wait(ENOUGH)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
