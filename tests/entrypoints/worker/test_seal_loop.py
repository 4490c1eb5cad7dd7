import asyncio
from collections.abc import Sequence
from typing import cast

import attrs

from application.audit.seal_entries import SealEntries
from domain.audit.seal import MAX_BATCH
from domain.shared_kernel.errors import ServiceUnavailableException
from entrypoints.worker.seal_loop import SealLoop

TIMEOUT_SECONDS = 10
NEVER_SECONDS = 3600.0


@attrs.define
class Sealing:
    """Answers each call with the next of ``answers``, then with none sealed; an exception is raised."""

    answers: list[int | Exception]
    calls: int = 0
    is_over: asyncio.Event = attrs.field(factory=asyncio.Event)

    async def __call__(self) -> int:
        self.calls += 1
        answer = self.answers.pop(0)
        if not self.answers:
            self.is_over.set()
        if isinstance(answer, Exception):
            raise answer
        return answer


async def calls_of(answers: Sequence[int | Exception], *, interval_seconds: float) -> int:
    sealing = Sealing([*answers])
    loop = SealLoop(cast(SealEntries, sealing), interval_seconds)
    async with loop.running(), asyncio.timeout(TIMEOUT_SECONDS):
        await sealing.is_over.wait()
    return sealing.calls


async def test_a_full_batch_is_followed_by_the_next_at_once() -> None:
    assert await calls_of([MAX_BATCH, MAX_BATCH, 1], interval_seconds=NEVER_SECONDS) == 3


async def test_sealing_goes_on_after_a_failure() -> None:
    failures = [ServiceUnavailableException(), ZeroDivisionError()]

    assert await calls_of([*failures, 1, 0], interval_seconds=0) == 4


async def test_sealing_ends_with_the_block() -> None:
    sealing = Sealing([0] * 1000)

    async with SealLoop(cast(SealEntries, sealing), 0).running():
        await asyncio.sleep(0)
    before = sealing.calls
    await asyncio.sleep(0)

    assert sealing.calls == before
