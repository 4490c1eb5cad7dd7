import asyncio

import pytest

from application import background
from entrypoints.worker.in_flight import JobsInFlight
from tests.support.eventually import TIMEOUT_SECONDS


async def test_a_job_that_loses_its_cancellation_is_cancelled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "CANCEL_AGAIN_SECONDS", 0.001)
    in_flight, runs = JobsInFlight(), asyncio.Event()

    async def job() -> None:
        with in_flight.track():
            runs.set()
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                await asyncio.Event().wait()

    task = asyncio.create_task(job())
    await runs.wait()
    async with asyncio.timeout(TIMEOUT_SECONDS):
        await in_flight.release()
    assert task.cancelled()
