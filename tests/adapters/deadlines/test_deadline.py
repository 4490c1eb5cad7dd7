import asyncio
import time
from collections.abc import Callable, Coroutine, Iterator

import pytest
import uvloop

from adapters.deadlines.deadline import AnswerTimeout, Deadline

SECONDS = 0.1
Run = Callable[[Coroutine[object, object, None]], None]


@pytest.fixture(params=[asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def run(request: pytest.FixtureRequest) -> Iterator[Run]:
    """Runs a coroutine on a loop of its own, of the kind that serves and of Python's."""
    with asyncio.Runner(loop_factory=request.param) as runner:
        yield runner.run


def now() -> float:
    return asyncio.get_running_loop().time()


def hold_loop() -> None:
    """Keeps the event loop from running for three times the timeout."""
    until = time.monotonic() + 3 * SECONDS
    while time.monotonic() < until:
        pass


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(await reader.readline())
    await writer.drain()
    writer.close()


def test_an_answer_that_came_while_the_loop_was_held_is_in_time(run: Run) -> None:
    async def ask() -> None:
        server = await asyncio.start_server(echo, "127.0.0.1", 0)
        async with server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            async with AnswerTimeout(SECONDS):
                writer.write(b"hello\n")
                await asyncio.sleep(0)
                hold_loop()
                assert await reader.readline() == b"hello\n"
            writer.close()

    run(ask())


def test_an_answer_that_never_comes_is_a_timeout_in_a_held_loop_too(run: Run) -> None:
    async def ask(held: bool) -> None:
        with pytest.raises(TimeoutError):
            async with AnswerTimeout(SECONDS):
                if held:
                    hold_loop()
                await asyncio.Event().wait()

    run(ask(held=False))
    run(ask(held=True))


def test_a_deadline_is_postponed_once(run: Run) -> None:
    async def wait() -> None:
        expired = asyncio.Event()
        Deadline(now() + SECONDS, SECONDS, expired.set)
        for expected in (False, True):
            hold_loop()
            for _turn in range(3):
                await asyncio.sleep(0)
            assert expired.is_set() is expected

    run(wait())


def test_a_cancelled_deadline_never_expires(run: Run) -> None:
    async def wait() -> None:
        expired: list[bool] = []
        deadline = Deadline(now(), SECONDS, lambda: expired.append(True))
        hold_loop()
        await asyncio.sleep(0)
        deadline.cancel()
        later = asyncio.Event()
        Deadline(now() + 2 * SECONDS, SECONDS, later.set)
        await later.wait()
        assert not expired

    run(wait())
