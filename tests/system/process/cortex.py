"""The command ``cortex`` as a process of its own, as operators run it."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Literal, Protocol, TypeVar

import attrs

from tests.support.app_harness import GENEROUS
from tests.system.process.forkserver import Begin, Fork

CORTEX = Path(sys.executable).with_name("cortex")
WORKER_SCRIPT = Path(__file__).with_name("worker_script.py")
COPIED = {CORTEX, WORKER_SCRIPT}
READ_BY_PYTHON = re.compile("LC_ALL|PYTHON(?!PATH$).*")
"""Variables that decide how Python begins: a copy has begun already. It finds what is on the path, though."""
USUAL = {
    "CORTEX_PASSWORD_HASH_MEMORY": "8",
    "CORTEX_PASSWORD_HASH_PASSES": "1",
    "CORTEX_OPS_BIND": "",
    "CORTEX_PORT": "0",
    **{f"CORTEX_{name.upper()}": limit for name, limit in GENEROUS.items()},
}
SAFE_HASHES = {"PASSWORD_HASH_MEMORY": "47104", "PASSWORD_HASH_PASSES": "2"}
"""For the doctor, who takes more than a second to find better ones than the usual ones of tests."""
ENOUGH = 300
GLANCE = 0.02
T = TypeVar("T")


class Process(Protocol):
    """What tests do with a process, however it began."""

    @property
    def pid(self) -> int: ...

    @property
    def returncode(self) -> int | None: ...

    def poll(self) -> int | None: ...

    def wait(self, timeout: float) -> int: ...

    def send_signal(self, number: int, /) -> None: ...

    def terminate(self) -> None: ...

    def kill(self) -> None: ...


def surroundings(*, path: str = "", **settings: str) -> dict[str, str]:
    """The environment of a newcomer, with cheap hashes, no operators and these settings; modules are found in the
    folder ``path``, too."""
    handed_on = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    if path:
        handed_on["PYTHONPATH"] = os.pathsep.join(filter(None, [path, handed_on.get("PYTHONPATH")]))
    return {**handed_on, **USUAL, **{f"CORTEX_{name}": value for name, value in settings.items()}}


def cortex(folder: Path, *arguments: str, stdin: str = "", **settings: str) -> "subprocess.CompletedProcess[str]":
    """Runs a command to its end."""
    return run(folder, (CORTEX, *arguments), surroundings(**settings), stdin)


def run(
    folder: Path, command: Sequence[str | Path], environment: Mapping[str, str], stdin: str = ""
) -> "subprocess.CompletedProcess[str]":
    """Runs a program to its end."""
    with TemporaryDirectory(prefix="cortex-") as aside:
        given, output, errors = (Path(aside) / name for name in ("stdin", "output", "errors"))
        given.write_text(stdin)
        begin = Begin(command, folder, environment, output, errors, given)
        code = _process(begin).wait(ENOUGH)
        return subprocess.CompletedProcess(command, code, output.read_text("utf-8"), errors.read_text("utf-8"))


@attrs.frozen
class Running:
    """A process, and where it prints."""

    process: Process
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
    folder: Path, *command: str | Path, name: str = "output", errors: str = "errors", **settings: str
) -> Iterator[Running]:
    """A process; what it prints is added to ``<name>.txt`` and ``<errors>.txt``. It is told to end with the block."""
    output = folder / f"{name}.txt"
    output.touch()
    before = output.stat().st_size
    process = _process(Begin(command, folder, surroundings(**settings), output, folder / f"{errors}.txt"))
    try:
        yield Running(process, output, before)
    finally:
        end(process)


@contextmanager
def serving(folder: Path, arguments: Sequence[str] = (), **settings: str) -> Iterator[tuple[str, Process]]:
    """A server on a free port, and its address."""
    with started(folder, CORTEX, "serve", *arguments, **({"PORT": "0"} | settings)) as server:
        yield server.address(), server.process


def wait_until(holds: Callable[[], T | Literal[False] | None]) -> T:
    """What is waited for, as soon as it is there; fails when it does not come in time."""
    deadline = monotonic() + ENOUGH
    while monotonic() < deadline:
        if found := holds():
            return found
        sleep(GLANCE)
    raise AssertionError("it did not happen in time")


def _process(begin: Begin) -> Process:
    """A copy of what is imported, where that is what would be imported anew."""
    is_imported_alike = begin.command[0] in COPIED and "PYTHONPATH" not in os.environ
    begins_alike = not any(map(READ_BY_PYTHON.fullmatch, begin.environment))
    if is_imported_alike and begins_alike:
        return Fork(begin)
    return begin.anew()


def end(process: Process) -> None:
    """Tells a process to end, and waits."""
    process.terminate()
    try:
        process.wait(ENOUGH)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
