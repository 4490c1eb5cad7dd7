"""Processes that begin as copies of one that has the service imported: most of a start is importing. They are
processes like all others, with an environment, a folder, files and a death of their own."""

import os
import runpy
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

import attrs

from tests.support.servers.processes import ends_with_parent

_context = get_context("forkserver")
_context.set_forkserver_preload(
    [
        __name__,
        "bootstrap.main",
        "bootstrap.commands.command_line",
        "bootstrap.commands.doctor",
        "adapters.persistence.sqlalchemy.unit_of_work",
        "adapters.persistence.sqlalchemy.dialects.sqlite",
        "adapters.persistence.sqlalchemy.dialects.postgresql",
        "adapters.token_store.database",
        "adapters.job_queue.dramatiq",
    ]
)


@attrs.frozen
class Begin:
    """How a process begins: the Python script that it runs, and what it finds."""

    command: Sequence[str | Path]
    folder: Path
    environment: Mapping[str, str]
    output: Path
    errors: Path
    stdin: Path | None = None

    def anew(self) -> "subprocess.Popen[bytes]":
        """A process that imports for itself, in a group of its own."""
        python = [] if os.access(self.command[0], os.X_OK) else [sys.executable]
        with (
            Path(self.stdin or os.devnull).open("rb") as stdin,
            self.output.open("ab") as output,
            self.errors.open("ab") as errors,
        ):
            return subprocess.Popen(
                [*python, *self.command],
                cwd=self.folder,
                env=self.environment,
                stdin=stdin,
                stdout=output,
                stderr=errors,
                start_new_session=True,
                preexec_fn=ends_with_parent,  # noqa: PLW1509  # it takes no lock that a thread may hold
            )

    def __call__(self) -> None:
        """In a copy."""
        os.chdir(self.folder)
        os.environ.clear()
        os.environ.update(self.environment)
        self._open()
        sys.path[:0] = filter(None, self.environment.get("PYTHONPATH", "").split(os.pathsep))
        sys.argv = [str(part) for part in self.command]
        runpy.run_path(sys.argv[0], run_name="__main__")

    def _open(self) -> None:
        """Puts its files in the place of those that it was born with."""
        adding = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        os.dup2(os.open(self.stdin or os.devnull, os.O_RDONLY), 0)
        os.dup2(os.open(self.output, adding), 1)
        os.dup2(os.open(self.errors, adding), 2)
        sys.stdin = open(0, closefd=False)  # noqa: SIM115  # for as long as the process lives


class Fork:
    """A process, and of ``subprocess.Popen`` what tests use."""

    def __init__(self, begin: Begin) -> None:
        self._process = _context.Process(target=begin, daemon=True)
        self._process.start()
        self.kill, self.terminate = self._process.kill, self._process.terminate

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def poll(self) -> int | None:
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Sends a signal, unless the process has ended, if only since it was asked."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def wait(self, timeout: float) -> int:
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired(str(self.pid), timeout)
        return self._process.exitcode
