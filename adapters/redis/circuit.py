"""Spares callers the wait for somebody who does not answer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from domain.shared_kernel.errors import ServiceUnavailableException

FAILURES = 5
REST = 1.0


class Circuit:
    """After some failures in a row everybody is refused at once; every ``rest`` seconds one may try, and a success lets
    all in again."""

    def __init__(self, *, failures: int = FAILURES, rest: float = REST, clock: Callable[[], float] = monotonic) -> None:
        self._most = failures
        self._rest = rest
        self._clock = clock
        self._failures = 0
        self._next_try = 0.0

    @contextmanager
    def guarding(self) -> Iterator[None]:
        """``ServiceUnavailableException`` is a failure, whether it is raised inside or, where that was refused, by
        this."""
        self._admit()
        try:
            yield
        except ServiceUnavailableException:
            self._failures += 1
            self._next_try = self._clock() + self._rest
            raise
        self._failures = 0

    def _admit(self) -> None:
        if self._failures < self._most:
            return
        if self._clock() < self._next_try:
            raise ServiceUnavailableException
        self._next_try = self._clock() + self._rest
