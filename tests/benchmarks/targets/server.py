"""A target that runs."""

import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import perf_counter

import attrs

from tests.benchmarks.load.requests import HOST
from tests.benchmarks.measures.cores import Cores, pinned_to
from tests.support.servers.ports import free_port
from tests.support.servers.processes import start

PROBE_TIMEOUT_SECONDS = 1
STOP_TIMEOUT_SECONDS = 30


@attrs.frozen
class Server:
    """A server process that answers, with the processes of the databases behind it."""

    process: "subprocess.Popen[bytes]"
    port: int
    database_pids: tuple[int, ...]
    start_ms: float

    @property
    def pid(self) -> int:
        """The process that the others of the server descend from."""
        return self.process.pid

    def stop(self) -> None:
        """Ends it in order, or by force if that takes too long."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@attrs.frozen(kw_only=True)
class Launch:
    """The way to start a server: ``{port}`` in the command and the environment becomes the port. It is up when
    ``probe`` answers with 200."""

    command: Sequence[str | Path]
    environment: Mapping[str, str]
    folder: Path
    probe: str
    database_pids: tuple[int, ...] = ()

    def start(self, cores: Cores) -> Server:
        """Returns when it is up."""
        port = free_port()
        began = perf_counter()
        with pinned_to(cores.server):
            process = start(
                [str(part).format(port=port) for part in self.command],
                self.folder / "server.log",
                lambda: _answers(port, self.probe),
                cwd=self.folder,
                env={name: value.format(port=port) for name, value in self.environment.items()},
            )
        return Server(process, port, self.database_pids, (perf_counter() - began) * 1000)


def _answers(port: int, path: str) -> bool:
    connection = HTTPConnection(HOST, port, timeout=PROBE_TIMEOUT_SECONDS)
    with closing(connection), suppress(OSError, HTTPException):
        connection.request("GET", path)
        return connection.getresponse().status == 200
    return False
