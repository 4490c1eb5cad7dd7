"""What every storage promises to subscribers of events: their rows are stored with the act, or neither is."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from itertools import count

import attrs
import pytest

from application.ports.subscriber import Subscriber
from application.ports.unit_of_work import UnitOfWork
from domain.shared_kernel.events import DomainEvent
from tests.contracts.cancellation import at_every_step
from tests.contracts.conformance import OpenedStorage
from tests.contracts.people import NOON, account
from tests.contracts.sample_entities import BadgeWorn

WORN = BadgeWorn(label="gold", at=NOON)


@attrs.define
class Listener(Subscriber):
    """Notes the events of each call, and then acts."""

    act: Callable[[UnitOfWork], Awaitable[object]] | None = None
    calls: list[list[DomainEvent]] = attrs.field(factory=list)

    async def __call__(self, work: UnitOfWork, events: Sequence[DomainEvent]) -> None:
        self.calls.append(list(events))
        if self.act:
            await self.act(work)


async def record(storage: OpenedStorage, *events: DomainEvent) -> None:
    async with storage.begin() as work:
        for event in events:
            work.record(event)
        await work.commit()


async def accounts(storage: OpenedStorage) -> int:
    async with storage.read() as work:
        return await work.users.count()


async def add_account(work: UnitOfWork) -> None:
    await work.users.create(account("ada@example.org"))


async def test_rows_of_a_subscriber_are_stored_with_the_act(storage: OpenedStorage) -> None:
    storage.subscribers.append(Listener(add_account))

    await record(storage, WORN)

    assert await accounts(storage) == 1


async def test_a_subscriber_has_events_of_entities_and_recorded_ones_in_order(storage: OpenedStorage) -> None:
    listener = Listener()
    storage.subscribers.append(listener)
    first, last = BadgeWorn(label="first", at=NOON), BadgeWorn(label="last", at=NOON)

    async with storage.begin() as work:
        work.record(first)
        badge = await storage.badges(work).create(label="gold")
        badge.wear(NOON)
        await storage.badges(work).update(badge)
        work.record(last)
        await work.commit()

    assert listener.calls == [[first, WORN, last]]
    assert storage.event_sink.events == [first, WORN, last]


async def test_a_subscriber_is_called_before_the_sink(storage: OpenedStorage) -> None:
    published: list[int] = []

    async def look(_work: UnitOfWork) -> None:
        published.append(len(storage.event_sink.events))

    storage.subscribers.append(Listener(look))

    await record(storage, WORN)

    assert published == [0]


async def test_a_subscriber_that_fails_fails_the_act(storage: OpenedStorage) -> None:
    async def fail(_work: UnitOfWork) -> None:
        raise ZeroDivisionError

    storage.subscribers.extend([Listener(add_account), Listener(fail)])

    with pytest.raises(ZeroDivisionError):
        await record(storage, WORN)

    assert (await accounts(storage), storage.event_sink.events) == (0, [])


async def test_a_unit_whose_subscriber_failed_is_not_committed_without_it(storage: OpenedStorage) -> None:
    async def fail(_work: UnitOfWork) -> None:
        raise ZeroDivisionError

    storage.subscribers.append(Listener(fail))
    async with storage.begin() as work:
        await add_account(work)
        work.record(WORN)
        with pytest.raises(ZeroDivisionError):
            await work.commit()
        with pytest.raises(RuntimeError):
            await work.commit()

    assert await accounts(storage) == 0


async def test_events_of_a_subscriber_reach_every_subscriber_until_none_is_left(storage: OpenedStorage) -> None:
    answer = BadgeWorn(label="silver", at=NOON)
    earlier, answering = Listener(), Listener()

    async def answer_once(work: UnitOfWork) -> None:
        if len(answering.calls) == 1:
            work.record(answer)

    answering.act = answer_once
    storage.subscribers.extend([earlier, answering])

    await record(storage, WORN)

    assert earlier.calls == answering.calls == [[WORN], [answer]]
    assert storage.event_sink.events == [WORN, answer]


async def test_subscribers_that_answer_each_other_without_end_fail_the_act(storage: OpenedStorage) -> None:
    async def answer_always(work: UnitOfWork) -> None:
        work.record(WORN)

    storage.subscribers.append(Listener(answer_always))

    with pytest.raises(RuntimeError):
        await record(storage, WORN)

    assert storage.event_sink.events == []


async def test_a_subscriber_does_not_commit(storage: OpenedStorage) -> None:
    storage.subscribers.append(Listener(lambda work: work.commit()))

    with pytest.raises(RuntimeError):
        await record(storage, WORN)

    assert storage.event_sink.events == []


async def test_a_unit_without_events_calls_no_subscriber(storage: OpenedStorage) -> None:
    listener = Listener()
    storage.subscribers.append(listener)

    async with storage.begin() as work:
        await add_account(work)
        await work.commit()
    await record(storage)

    assert listener.calls == []


async def test_an_event_is_not_recorded_after_the_commit(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        await work.commit()
        with pytest.raises(RuntimeError):
            work.record(WORN)


async def test_a_reader_never_sees_rows_of_a_subscriber_before_the_act(storage: OpenedStorage) -> None:
    seen: list[int] = []

    async def add_and_look(work: UnitOfWork) -> None:
        await add_account(work)
        seen.append(await asyncio.create_task(accounts(storage)))

    storage.subscribers.append(Listener(add_and_look))

    await record(storage, WORN)

    assert (seen, await accounts(storage)) == ([0], 1)


async def test_an_act_that_is_cancelled_at_any_step_has_both_or_neither(storage: OpenedStorage) -> None:
    numbers = count()

    async def pin(work: UnitOfWork) -> None:
        await storage.badges(work).create(label=str(next(numbers)))

    storage.subscribers.append(Listener(pin))

    async def act() -> None:
        await record(storage, WORN)

    await at_every_step(act)

    async with storage.read() as work:
        assert await storage.badges(work).count() == len(storage.event_sink.events)
