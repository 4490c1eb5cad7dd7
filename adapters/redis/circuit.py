"""A circuit breaker: refuses calls at once while a server does not answer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from domain.shared_kernel.errors import ServiceUnavailableException

MAX_FAILURES = 5
RETRY_SECONDS = 1.0


class Circuit:
    """After ``MAX_FAILURES`` failures in a row every call is refused; every ``RETRY_SECONDS`` one call is let through,
    and a success closes the circuit again."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._next_try = 0.0

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Runs a call. A ``ServiceUnavailableException`` inside counts as a failure; the same exception refuses the
        call."""
        self._admit()
        try:
            yield
        except ServiceUnavailableException:
            self._failures += 1
            self._next_try = self._clock() + RETRY_SECONDS
            raise
        self._failures = 0

    def _admit(self) -> None:
        if self._failures < MAX_FAILURES:
            return
        if self._clock() < self._next_try:
            raise ServiceUnavailableException
        self._next_try = self._clock() + RETRY_SECONDS
