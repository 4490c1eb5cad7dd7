"""Waiting times, and what to say of them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from statistics import median
from time import monotonic

from tests.system.process.cortex import ENOUGH

GLANCE = 0.02


def percentile(waits: Sequence[float], hundredth: int) -> float:
    """The wait that so many in a hundred do not exceed."""
    return sorted(waits)[max(0, len(waits) * hundredth // 100 - 1)]


def milliseconds(seconds: float) -> str:
    """``12 ms``."""
    return f"{seconds * 1000:.0f} ms"


def waits_text(waits: Sequence[float]) -> str:
    """``median 3 ms, p99 12 ms``."""
    return f"median {milliseconds(median(waits))}, p99 {milliseconds(percentile(waits, 99))}"


async def seconds_until(holds: Callable[[], Awaitable[bool]]) -> float:
    """How long it takes until a condition holds."""
    began = monotonic()
    async with asyncio.timeout(ENOUGH):
        while not await holds():  # noqa: ASYNC110  # what is waited for is an answer
            await asyncio.sleep(GLANCE)
    return monotonic() - began
