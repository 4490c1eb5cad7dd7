"""Servers of one test, which it may kill, pause and start again."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.support.servers import postgresql, valkey
from tests.support.servers.ports import free_port
from tests.support.servers.processes import ENOUGH, short_folder

DURABLE = {"synchronous_commit": "on"}
"""What was acknowledged outlives the server, as it does where people keep accounts."""
LOGGED = ("--appendonly", "yes", "--appendfsync", "always")


class KillableServer:
    """A server that runs; ``kill_signal`` is the one that ends it without a farewell."""

    def __init__(self, url: str, launch: Callable[[], "subprocess.Popen[bytes]"], kill_signal: signal.Signals) -> None:
        self.url = url
        self._launch = launch
        self._death = kill_signal
        self._process = launch()

    def kill(self) -> None:
        self._process.send_signal(self._death)
        self._process.wait(ENOUGH)

    def start(self) -> None:
        """Comes back, with what it had written down."""
        self._process = self._launch()

    def stop(self) -> None:
        """Ends in order, if it runs."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(ENOUGH)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Is there and answers nothing."""
        with paused(self._process.pid):
            yield


def killable_postgresql(**options: str) -> KillableServer:
    cluster = postgresql.new_cluster()
    return KillableServer(cluster.url, lambda: cluster.start(**DURABLE | options), signal.SIGQUIT)


def killable_valkey(number: int = 0, log: Sequence[str] = LOGGED) -> KillableServer:
    folder, port = short_folder(), free_port()
    url = f"redis://127.0.0.1:{port}/{number}"
    return KillableServer(url, lambda: valkey.start_at(folder, port, *log), signal.SIGKILL)


@contextmanager
def paused(pid: int) -> Iterator[None]:
    """Stops a process and its offspring."""
    family = _family(pid)
    for member in family:
        os.kill(member, signal.SIGSTOP)
    try:
        yield
    finally:
        for member in family:
            os.kill(member, signal.SIGCONT)


def _family(pid: int) -> list[int]:
    """The process first, so that nobody is born meanwhile whom it would not know."""
    parents = dict(_parents())
    family = [pid]
    for member in family:
        family += [child for child, parent in parents.items() if parent == member]
    return family


def _parents() -> Iterator[tuple[int, int]]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = stat.read_text("utf-8", "replace").rpartition(")")[2]
        except OSError:  # it has just ended
            continue
        yield int(stat.parent.name), int(after_name.split()[1])
