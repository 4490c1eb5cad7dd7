"""Deadlines for answers of servers that allow for an event loop which was held up."""

import asyncio
from collections.abc import Callable
from types import TracebackType

LATE_SECONDS = 0.02
"""A timer that fires later than this means that the event loop was held: by a long step, a stopped process or a machine
without free processors. An answer may have arrived meanwhile and wait to be read."""


class Deadline:
    """Calls ``expire`` at the time ``when``, by the clock of the event loop. If the loop is late by then, that is
    postponed once, by as long as it is late and by ``allowance`` seconds at most: what could not be read in time is not
    held against the server."""

    def __init__(self, when: float, allowance: float, expire: Callable[[], None]) -> None:
        self._when = when
        self._allowance = allowance
        self._expire = expire
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.Handle = self._loop.call_at(when, self._postpone_or_expire)

    def cancel(self) -> None:
        """Forgets the deadline."""
        self._timer.cancel()

    def _postpone_or_expire(self) -> None:
        late = self._loop.time() - self._when
        if late > LATE_SECONDS:
            self._timer = self._loop.call_later(min(late, self._allowance), self._expire)
        else:
            self._expire()


class AnswerTimeout:
    """Raises ``TimeoutError`` in its ``async with`` block after ``seconds``, as ``asyncio.timeout`` does, with a
    ``Deadline``."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._timeout = asyncio.timeout(None)

    async def __aenter__(self) -> None:
        await self._timeout.__aenter__()
        when = asyncio.get_running_loop().time() + self._seconds
        self._deadline = Deadline(when, self._seconds, self._expire)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._deadline.cancel()
        await self._timeout.__aexit__(kind, error, traceback)

    def _expire(self) -> None:
        self._timeout.reschedule(asyncio.get_running_loop().time())
