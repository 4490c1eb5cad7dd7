"""Of a row that is created and the deletion of what it refers to, at the same moment, one is refused."""

import asyncio
from functools import partial

from domain.shared_kernel.errors import ConflictException
from tests.contracts.conformance import OpenedStorage
from tests.contracts.sample_entities import Badge
from tests.contracts.test_references import Things, things_of

ROUNDS = 6


async def refer(storage: OpenedStorage, to: Things, pk: int) -> bool:
    async with storage.begin() as work:
        assert storage.ribbons is not None
        await asyncio.sleep(0)
        await storage.ribbons(work).create(pk=pk, worn_with=to.tin.pk, shown_by=to.gold.pk)
        await work.commit()
    return True


async def delete(storage: OpenedStorage, badge: Badge) -> bool:
    async with storage.begin() as work:
        await storage.badges(work).delete(badge)
        await work.commit()
    return True


async def empty(storage: OpenedStorage) -> set[int | None]:
    """Deletes every row, and returns the badges that ribbons referred to and that were not there."""
    async with storage.begin() as work:
        assert storage.ribbons is not None
        ribbons, badges = await storage.ribbons(work).select_all(), await storage.badges(work).select_all()
        for ribbon in ribbons:
            await storage.ribbons(work).delete(ribbon)
        for badge in badges:
            await storage.badges(work).delete(badge)
        await work.commit()
    return {ribbon.shown_by for ribbon in ribbons} - {badge.pk for badge in badges}


async def test_a_row_never_refers_to_one_that_was_deleted_at_the_same_moment(storage: OpenedStorage) -> None:
    for number in range(ROUNDS):
        async with storage.begin() as work:
            things = await things_of(storage, work)
            await work.commit()

        both = [partial(refer, storage, things, number), partial(delete, storage, things.gold)]
        done = await asyncio.gather(*(act() for act in both), return_exceptions=True)

        assert all(one is True or isinstance(one, ConflictException) for one in done), done
        assert await empty(storage) == set()
