import asyncio
import time
from collections.abc import AsyncIterator, Sequence

import pytest

from adapters.batching.batcher import Batcher
from domain.shared_kernel.errors import ServiceUnavailableException

PATIENT_SECONDS = 30.0
BRIEF_SECONDS = 0.01
HELD_SECONDS = 0.1


class Server:
    """Answers a round trip with the squares of its items as soon as ``answers`` is set."""

    def __init__(self) -> None:
        self.answers = asyncio.Event()
        self.answers.set()
        self.began = asyncio.Event()
        self.round_trips: list[list[int]] = []

    async def __call__(self, items: Sequence[int]) -> Sequence[int]:
        self.round_trips.append(list(items))
        self.began.set()
        await self.answers.wait()
        if 0 in items:
            raise ServiceUnavailableException
        return [item * item for item in items]


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
async def batcher(server: Server) -> AsyncIterator[Batcher[int, int]]:
    batcher: Batcher[int, int] = Batcher(server, timeout=PATIENT_SECONDS, max_items=4)
    yield batcher
    await batcher.close()


async def test_items_of_the_same_moment_share_a_round_trip(server: Server, batcher: Batcher[int, int]) -> None:
    assert await asyncio.gather(*map(batcher.submit, [1, 2, 3])) == [1, 4, 9]
    assert server.round_trips == [[1, 2, 3]]


async def test_an_item_is_never_answered_by_a_round_trip_that_began_before_it(
    server: Server, batcher: Batcher[int, int]
) -> None:
    server.answers.clear()
    first = batcher.submit(1)
    await server.began.wait()
    later = [batcher.submit(item) for item in (1, 2)]
    server.answers.set()
    assert await asyncio.gather(first, *later) == [1, 1, 4]
    assert server.round_trips == [[1], [1, 2]]


async def test_a_round_trip_takes_as_many_items_as_it_may(server: Server, batcher: Batcher[int, int]) -> None:
    await asyncio.gather(*map(batcher.submit, range(1, 8)))
    assert server.round_trips == [[1, 2, 3, 4], [5, 6, 7]]


async def test_a_failure_reaches_everybody_of_its_round_trip_and_nobody_else(
    server: Server, batcher: Batcher[int, int]
) -> None:
    failed = await asyncio.gather(*map(batcher.submit, [0, 1]), return_exceptions=True)
    assert [type(error) for error in failed] == [ServiceUnavailableException] * 2
    assert await batcher.submit(2) == 4


async def test_a_caller_who_is_cancelled_cancels_nobody_else(server: Server, batcher: Batcher[int, int]) -> None:
    server.answers.clear()
    callers = [asyncio.ensure_future(batcher.submit(item)) for item in (1, 2)]
    await server.began.wait()
    callers[0].cancel()
    server.answers.set()
    assert await callers[1] == 4


async def test_an_item_that_is_cancelled_before_it_is_sent_is_not_sent(
    server: Server, batcher: Batcher[int, int]
) -> None:
    given_up, kept = batcher.submit(1), batcher.submit(2)
    given_up.cancel()
    assert await kept == 4
    assert server.round_trips == [[2]]


async def test_each_caller_waits_for_a_silent_server_as_long_as_it_may_and_no_longer(server: Server) -> None:
    batcher: Batcher[int, int] = Batcher(server, timeout=BRIEF_SECONDS)
    server.answers.clear()
    sent = batcher.submit(1)
    await server.began.wait()
    waiting = batcher.submit(2)
    for future in (sent, waiting):
        with pytest.raises(ServiceUnavailableException):
            await asyncio.wait_for(future, PATIENT_SECONDS)
    server.answers.set()
    assert await Batcher(server, timeout=PATIENT_SECONDS).submit(3) == 9
    await batcher.close()


async def test_an_answer_that_came_while_the_loop_was_held_is_in_time(server: Server) -> None:
    batcher: Batcher[int, int] = Batcher(server, timeout=HELD_SECONDS)
    server.answers.clear()
    sent = batcher.submit(3)
    await server.began.wait()
    until = time.monotonic() + 3 * HELD_SECONDS
    while time.monotonic() < until:
        pass
    server.answers.set()
    assert await sent == 9
    await batcher.close()


async def test_a_server_that_speaks_again_answers_the_next_caller(server: Server) -> None:
    batcher: Batcher[int, int] = Batcher(server, timeout=BRIEF_SECONDS)
    server.answers.clear()
    with pytest.raises(ServiceUnavailableException):
        await batcher.submit(1)
    server.answers.set()

    async def answer() -> int:
        while True:
            try:
                return await batcher.submit(3)
            except ServiceUnavailableException:
                continue

    assert await asyncio.wait_for(answer(), PATIENT_SECONDS) == 9
    await batcher.close()


async def test_waiting_callers_are_told_when_the_batcher_is_closed(server: Server, batcher: Batcher[int, int]) -> None:
    server.answers.clear()
    sent = batcher.submit(1)
    await server.began.wait()
    waiting = batcher.submit(2)
    await batcher.close()
    for future in (sent, waiting):
        with pytest.raises(ServiceUnavailableException):
            await future


async def test_waiting_callers_are_told_though_the_round_trip_has_not_begun(
    server: Server, batcher: Batcher[int, int]
) -> None:
    waiting = batcher.submit(1)
    await batcher.close()
    with pytest.raises(ServiceUnavailableException):
        await waiting
    assert await batcher.submit(2) == 4
    assert server.round_trips == [[2]]
