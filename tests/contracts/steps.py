"""The time limit of every step that an adapter is asked for, so that one that hangs is named and does not hang the
suite."""

import asyncio
import os
import signal
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar

T = TypeVar("T")
SECONDS_VARIABLE = "CORTEX_CONFORMANCE_SECONDS"
STEP_SECONDS = float(os.environ.get(SECONDS_VARIABLE, "120"))
"""For opening an adapter, for a test of it, and for closing it."""
_BLOCKED_SECONDS = 1.0
"""After so long beyond the limit a step must be blocking the event loop, and is interrupted by a signal."""


class TooSlow(Exception):
    """A step took longer than its limit."""


async def limited(step: Awaitable[T], words: str) -> T:
    """Awaits a step. Raises ``TooSlow``, which begins with ``words``, also if the step blocks the event loop."""
    with _interrupted(words):
        try:
            async with asyncio.timeout(STEP_SECONDS) as limit:
                return await step
        except TimeoutError:
            if limit.expired():
                raise TooSlow(f"{words} took longer than {STEP_SECONDS:g} seconds") from None
            raise


def limited_test(test: Callable[..., Awaitable[None]], words: str) -> Callable[..., Awaitable[None]]:
    """The same test with a limit."""

    @wraps(test)
    async def within_limit(*arguments: Any, **named: Any) -> None:
        await limited(test(*arguments, **named), words)

    return within_limit


@contextmanager
def _interrupted(words: str) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(_signal: int, _frame: object) -> None:
        raise TooSlow(f"{words} blocked the event loop for longer than {STEP_SECONDS:g} seconds")

    former = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, STEP_SECONDS + _BLOCKED_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)
