"""The loop of simulations: its time, its order, and what cannot happen on it."""

import asyncio

import pytest

from bootstrap.simulation.loop import NothingLeftToDo, SimulatedLoop, run
from bootstrap.simulation.process import SimulatedProcess, enter
from bootstrap.simulation.seeds import stream

WEEK = 7 * 86_400


def order_of_tasks(seed: int) -> list[int]:
    done: list[int] = []

    async def step(number: int) -> None:
        await asyncio.sleep(0)
        done.append(number)

    async def main(_loop: SimulatedLoop) -> None:
        await asyncio.gather(*(step(number) for number in range(8)))

    run(stream(seed, "order"), main)
    return done


def test_a_week_of_virtual_time_passes_at_once() -> None:
    async def main(loop: SimulatedLoop) -> float:
        await asyncio.sleep(WEEK)
        return loop.time()

    assert run(stream(1, "order"), main) == WEEK


def test_the_order_of_tasks_is_that_of_the_seed() -> None:
    orders = {tuple(order_of_tasks(seed)) for seed in range(20)}
    assert len(orders) > 10
    assert order_of_tasks(5) == order_of_tasks(5)


def test_plain_callbacks_keep_their_order() -> None:
    called: list[int] = []

    async def main(loop: SimulatedLoop) -> None:
        for number in range(10):
            loop.call_soon(called.append, number)
        await asyncio.sleep(1)

    run(stream(3, "order"), main)
    assert called == list(range(10))


def test_a_deadlock_is_an_error() -> None:
    async def main(loop: SimulatedLoop) -> None:
        await loop.create_future()

    with pytest.raises(NothingLeftToDo):
        run(stream(1, "order"), main)


def test_a_timeout_and_a_thread_work_in_virtual_time() -> None:
    async def main(_loop: SimulatedLoop) -> int:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(60):
                await asyncio.Event().wait()
        return await asyncio.to_thread(max, 3, 4)

    assert run(stream(1, "order"), main) == 4


def test_a_stopped_process_makes_no_step_until_it_is_resumed() -> None:
    ticks: list[float] = []
    process = SimulatedProcess("one")

    async def tick(loop: SimulatedLoop) -> None:
        enter(process)
        for _tick in range(5):
            await asyncio.sleep(1)
            ticks.append(loop.time())

    async def main(loop: SimulatedLoop) -> None:
        ticking = asyncio.create_task(tick(loop))
        await asyncio.sleep(2.5)
        process.stop()
        await asyncio.sleep(100)
        process.resume()
        await ticking

    run(stream(1, "order"), main)
    assert ticks == [1, 2, 102.5, 103.5, 104.5]


def test_a_killed_process_is_over_with_all_that_it_began() -> None:
    process, ended = SimulatedProcess("one"), []

    async def endless(name: str) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(name)

    async def first() -> None:
        enter(process)
        process.own(asyncio.create_task(endless("child")))
        await endless("parent")

    async def main(_loop: SimulatedLoop) -> bool:
        task = asyncio.create_task(first())
        await asyncio.sleep(1)
        process.own(task)
        await process.kill()
        return task.cancelled()

    assert run(stream(1, "order"), main)
    assert sorted(ended) == ["child", "parent"]
