"""Supervises several processes that do the same work."""

import logging
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

import attrs

_logger = logging.getLogger("cortex.processes")
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)
SUCCESS_CODES = (0, -signal.SIGTERM)
"""The latter is the code of a process that was terminated before it had installed its handlers."""
MIN_LIFE_SECONDS = 2.0
"""A process that lived shorter than this is replaced only after a pause."""


@attrs.define
class Supervisor:
    """Keeps ``count`` processes alive; each runs ``work`` with its number. One that dies is replaced. SIGTERM and
    SIGINT are forwarded to all of them. To be used before any thread is started."""

    count: int
    work: Callable[[int], None]
    clock: Callable[[], float]
    pause: Callable[[float], None]
    on_death: Callable[[int], None]
    on_stop: Callable[[], None]
    _alive: dict[int, tuple[int, float]] = attrs.field(factory=dict, init=False)
    _is_stopping: bool = attrs.field(default=False, init=False)

    def run(self) -> bool:
        """Returns when all processes have ended after a stop signal: true if all of them ended with success."""
        for signal_ in STOP_SIGNALS:
            signal.signal(signal_, self._stop)
        for number in range(self.count):
            self._start(number)
        succeeded = True
        while self._alive:
            pid, status = os.wait()
            if pid not in self._alive:
                continue
            number, started = self._alive.pop(pid)
            self.on_death(pid)
            if self._is_stopping:
                succeeded = succeeded and _code(status) in SUCCESS_CODES
            else:
                self._replace(number, pid, status, self.clock() - started)
        return succeeded

    def _replace(self, number: int, pid: int, status: int, lived: float) -> None:
        _logger.warning("process_replaced", extra={"pid": pid, "number": number, "exit_code": _code(status)})
        if lived < MIN_LIFE_SECONDS:
            self.pause(MIN_LIFE_SECONDS - lived)
        if not self._is_stopping:
            self._start(number)

    def _start(self, number: int) -> None:
        """Signals are blocked until the new process is registered, so that it receives them too."""
        signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
        pid = os.fork()
        if pid == 0:
            self._run_child(number)
        self._alive[pid] = (number, self.clock())
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)

    def _run_child(self, number: int) -> NoReturn:
        """Runs in the new process."""
        for signal_ in STOP_SIGNALS:
            signal.signal(signal_, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
        code = 1
        try:
            self.work(number)
            code = 0
        except Exception:
            _logger.exception("process_failed", extra={"number": number})
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
    """Returns the exit code, or the negative number of the signal."""
    return os.waitstatus_to_exitcode(status)
