"""What every unit of work promises, whatever stores it."""

import asyncio
from itertools import count
from typing import cast

import pytest

from application.ports.unit_of_work import BeginWork, ReadWork
from application.retry import retry_lost_race
from domain.shared_kernel.errors import LostRace
from tests.contracts.cancellation import at_every_step
from tests.contracts.conformance import OpenedStorage
from tests.contracts.people import NOON, account
from tests.contracts.sample_entities import Badge, BadgeWorn


async def test_a_unit_that_is_not_committed_changes_nothing(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        await work.users.create(account("ada@example.org"))

    async with storage.read() as work:
        assert not await work.users.exists()


async def test_a_block_that_fails_rolls_back(storage: OpenedStorage) -> None:
    async def fail() -> None:
        async with storage.begin() as work:
            await work.users.create(account("ada@example.org"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()

    async with storage.begin() as work:
        assert not await work.users.exists()
        await work.users.create(account("ada@example.org"))
        await work.commit()


async def test_a_unit_sees_its_own_changes(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        await work.users.create(account("ada@example.org"))

        assert await work.users.count() == 1


@pytest.mark.parametrize("snapshot", [True, False])
async def test_readers_never_see_what_is_not_committed(storage: OpenedStorage, *, snapshot: bool) -> None:
    async def how_many() -> int:
        async with storage.read(snapshot=snapshot) as work:
            return await work.users.count()

    async with storage.begin() as work:
        await work.users.create(account("ada@example.org"))
        before = await asyncio.create_task(how_many())
        await work.commit()
        after = await asyncio.create_task(how_many())

    assert (before, after) == (0, 1)


async def test_a_reader_keeps_its_snapshot(storage: OpenedStorage) -> None:
    async def register() -> None:
        async with storage.begin() as work:
            await work.users.create(account("ada@example.org"))
            await work.commit()

    async with storage.read() as work:
        before = await work.users.count()
        await asyncio.create_task(register())
        page = await work.users.paginate()

    assert (before, page.total, page.items) == (0, 0, [])


@pytest.mark.parametrize("wearers", [4, 20])
async def test_no_update_is_lost_and_nobody_loses_twice(storage: OpenedStorage, wearers: int) -> None:
    async with storage.begin() as work:
        badge = await storage.badges(work).create(label="gold")
        await work.commit()

    @retry_lost_race
    async def wear() -> None:
        async with storage.begin() as work:
            badges = storage.badges(work)
            worn = await badges.get_by_id(badge.pk)
            await badges.update(worn, worn=worn.worn + 1)
            await work.commit()

    async def wear_it_often() -> None:
        for _ in range(100 // wearers):
            await wear()

    await asyncio.gather(*(wear_it_often() for _ in range(wearers)))

    async with storage.read() as reading:
        assert (await storage.badges(reading).get_by_id(badge.pk)).worn == 100


async def test_units_that_read_what_others_change_are_as_if_they_came_one_after_the_other(
    storage: OpenedStorage,
) -> None:
    async with storage.begin() as work:
        made = await storage.badges(work).bulk_create([{"label": str(n), "worn": 1} for n in range(10)])
        await work.commit()

    @retry_lost_race
    async def put_down_unless_it_is_the_last(pk: int) -> None:
        async with storage.begin() as work:
            badges = storage.badges(work)
            if await badges.count(Badge.worn > 0) > 1:
                await badges.update(await badges.get_by_id(pk), worn=0)
                await work.commit()

    await asyncio.gather(*(put_down_unless_it_is_the_last(badge.pk) for badge in made))

    async with storage.read() as reading:
        assert await storage.badges(reading).count(Badge.worn > 0) == 1


async def test_a_change_across_two_units_loses_the_race(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        badge = await storage.badges(work).create(label="gold")
        await work.commit()
    async with storage.read() as work:
        stale = await storage.badges(work).get_by_id(badge.pk)
    async with storage.begin() as work:
        await storage.badges(work).update(badge, worn=1)
        await work.commit()

    async with storage.begin() as work:
        with pytest.raises(LostRace):
            await storage.badges(work).update(stale, worn=1)


@pytest.mark.parametrize("snapshot", [True, False])
async def test_reading_changes_nothing(storage: OpenedStorage, *, snapshot: bool) -> None:
    badge = Badge.restore({"pk": 1, "version": 1, "label": "gold", "serial": None, "worn": 0})
    async with storage.read(snapshot=snapshot) as work:
        badges = storage.badges(work)
        for change in (badges.create(label="x"), badges.bulk_create([]), badges.update(badge), badges.delete(badge)):
            with pytest.raises(RuntimeError):
                await change


async def test_a_unit_is_committed_once(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        await work.commit()
        with pytest.raises(RuntimeError):
            await work.commit()


async def test_a_repository_is_not_used_after_the_commit(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        await work.commit()
        with pytest.raises(RuntimeError):
            await work.users.count()
        with pytest.raises(RuntimeError):
            await work.users.create(account("ada@example.org"))


async def test_a_repository_is_not_used_after_its_unit(storage: OpenedStorage) -> None:
    async with storage.begin() as changing:
        pass
    async with storage.read() as reading:
        pass

    with pytest.raises(RuntimeError):
        await changing.users.count()
    with pytest.raises(RuntimeError):
        await changing.commit()
    with pytest.raises(RuntimeError):
        await reading.users.count()


async def test_units_do_not_nest(storage: OpenedStorage) -> None:
    openings = (storage.begin, storage.read)
    for outer in openings:
        for inner in openings:
            async with outer():
                with pytest.raises(RuntimeError):
                    async with inner():
                        pass


async def test_a_task_that_a_unit_started_may_open_its_own_later(storage: OpenedStorage) -> None:
    left = asyncio.Event()

    async def later() -> int:
        await left.wait()
        async with storage.begin() as work:
            return await work.users.count()

    async with storage.begin():
        task = asyncio.create_task(later())
    left.set()

    assert await task == 0


async def test_events_are_told_with_the_commit_and_once(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        badge = await storage.badges(work).create(label="gold")
        badge.wear(NOON)
        await storage.badges(work).update(badge)
        told_before = list(storage.event_sink.events)
        await work.commit()

    assert told_before == []
    assert storage.event_sink.events == [BadgeWorn(label="gold", at=NOON)]


async def test_events_of_what_never_happened_are_not_told(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        badge = await storage.badges(work).create(label="gold")
        badge.wear(NOON)
        await storage.badges(work).update(badge)

    assert storage.event_sink.events == []


async def test_a_second_commit_tells_nothing(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        badge = await storage.badges(work).create(label="gold")
        await work.commit()
        badge.wear(NOON)
        with pytest.raises(RuntimeError):
            await work.commit()

    assert storage.event_sink.events == []


async def test_a_cancelled_task_leaves_no_trace(storage: OpenedStorage) -> None:
    inside = asyncio.Event()

    async def stuck(opening: BeginWork | ReadWork) -> None:
        async with opening() as work:
            await work.users.count()
            inside.set()
            await asyncio.Event().wait()

    for opening in (storage.begin, storage.read) * 6:
        inside.clear()
        task = asyncio.create_task(stuck(opening))
        await inside.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async with storage.begin() as work:
        await work.users.create(account("ada@example.org"))
        await work.commit()


async def test_a_unit_that_is_cancelled_at_any_step_is_done_or_undone(storage: OpenedStorage) -> None:
    numbers = count()

    async def register() -> None:
        number = next(numbers)
        async with storage.begin() as work:
            badges = storage.badges(work)
            badge = await badges.create(label=str(number))
            badge.wear(NOON)
            await badges.update(badge)
            await work.commit()

    await at_every_step(register)

    async with storage.begin() as work:
        stored = await storage.badges(work).select_all()
    assert [badge.worn for badge in stored] == [1] * len(stored)
    assert [badge.label for badge in stored] == [cast(BadgeWorn, event).label for event in storage.event_sink.events]
