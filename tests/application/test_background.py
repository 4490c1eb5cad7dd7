import asyncio

import pytest

from application import background
from application.background import cancel_until_done, in_background
from tests.support.eventually import TIMEOUT_SECONDS


class LosesCancellations:
    """Works without end, and goes on after the first ``times`` cancellations, as a library may do."""

    def __init__(self, times: int) -> None:
        self.left = times
        self.works = asyncio.Event()

    async def __call__(self) -> None:
        while True:
            try:
                self.works.set()
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                self.left -= 1
                if self.left < 0:
                    raise


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "CANCEL_AGAIN_SECONDS", 0.001)


@pytest.mark.parametrize("times", [0, 1, 3])
async def test_work_in_the_background_ends_with_its_block_though_cancellations_are_lost(times: int) -> None:
    work = LosesCancellations(times)
    async with asyncio.timeout(TIMEOUT_SECONDS), in_background(work):
        await work.works.wait()
    assert work.left == -1


async def test_several_tasks_end_after_as_many_cancellations_as_each_needs() -> None:
    stubborn, docile = LosesCancellations(2), LosesCancellations(0)
    tasks = [asyncio.create_task(work()) for work in (stubborn, docile)]
    await asyncio.gather(stubborn.works.wait(), docile.works.wait())
    async with asyncio.timeout(TIMEOUT_SECONDS):
        await cancel_until_done(tasks)
    assert [task.cancelled() for task in tasks] == [True, True]
    assert (stubborn.left, docile.left) == (-1, -1)


async def test_waiting_for_nobody_returns_at_once() -> None:
    await cancel_until_done([])


async def test_a_failure_of_the_work_does_not_reach_the_block() -> None:
    async def fails() -> None:
        raise ZeroDivisionError

    async with in_background(fails):
        await asyncio.sleep(0)
