"""Several processes that do the same, looked after by one that does nothing else."""

import logging
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

import attrs

_logger = logging.getLogger("cortex.processes")
STOPPING = (signal.SIGTERM, signal.SIGINT)
ENDED_WELL = (0, -signal.SIGTERM)
"""The latter is how one ends that was told to before it had begun."""
QUICK_SECONDS = 2.0
"""A process that lives shorter than this will not do better at once."""


@attrs.define
class Supervisor:
    """Keeps ``count`` processes alive, each of which knows its number. One that dies is replaced; when the supervisor
    is told to stop, so are they, as often as it is. To be used before any thread was started."""

    count: int
    work: Callable[[int], None]
    clock: Callable[[], float]
    pause: Callable[[float], None]
    on_death: Callable[[int], None]
    on_stop: Callable[[], None]
    _alive: dict[int, tuple[int, float]] = attrs.field(factory=dict, init=False)
    _is_stopping: bool = attrs.field(default=False, init=False)

    def run(self) -> bool:
        """Returns when all have ended, as they were told; whether all of them ended well."""
        for signal_ in STOPPING:
            signal.signal(signal_, self._stop)
        for number in range(self.count):
            self._start(number)
        well = True
        while self._alive:
            pid, status = os.wait()
            if pid not in self._alive:
                continue
            number, started = self._alive.pop(pid)
            self.on_death(pid)
            if self._is_stopping:
                well = well and _code(status) in ENDED_WELL
            else:
                self._replace(number, pid, status, self.clock() - started)
        return well

    def _replace(self, number: int, pid: int, status: int, lived: float) -> None:
        _logger.warning("process %d (number %d) ended with %d and is replaced", pid, number, _code(status))
        if lived < QUICK_SECONDS:
            self.pause(QUICK_SECONDS - lived)
        if not self._is_stopping:
            self._start(number)

    def _start(self, number: int) -> None:
        """A signal that comes meanwhile waits until it finds the new process too."""
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
        pid = os.fork()
        if pid == 0:
            self._be(number)
        self._alive[pid] = (number, self.clock())
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)

    def _be(self, number: int) -> NoReturn:
        """In the new process."""
        for signal_ in STOPPING:
            signal.signal(signal_, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
        code = 1
        try:
            self.work(number)
            code = 0
        except Exception:
            _logger.exception("process number %d could not go on", number)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._is_stopping = True
        self.on_stop()
        for pid in self._alive:
            os.kill(pid, signal.SIGTERM)


def _code(status: int) -> int:
    """The exit code, or the signal as a negative number."""
    return os.waitstatus_to_exitcode(status)
