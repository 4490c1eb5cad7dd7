"""What refers to something refers to what exists, on every storage alike."""

from typing import Any
from uuid import UUID, uuid4

import attrs
import pytest

from application.ports.repository import Repository
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.errors import ReferenceNotFound, StillReferenced
from domain.shared_kernel.fields import Field, field, reference
from domain.shared_kernel.references import OnDelete
from tests.contracts.conformance import OpenedStorage
from tests.contracts.people import account
from tests.contracts.sample_entities import Badge, Knot, LabelTaken, Ribbon


@attrs.frozen
class Things:
    """The repositories of one unit of work, with three badges."""

    badges: Repository[Badge]
    ribbons: Repository[Ribbon]
    knots: Repository[Knot]
    gold: Badge
    tin: Badge


async def things_of(storage: OpenedStorage, work: Any) -> Things:
    if storage.ribbons is None or storage.knots is None:
        pytest.skip("this storage was not given repositories of what refers")
    badges = storage.badges(work)
    gold, tin = await badges.bulk_create([{"label": "gold"}, {"label": "tin"}])
    return Things(badges, storage.ribbons(work), storage.knots(work), gold, tin)


async def test_a_row_that_refers_to_nothing_is_refused_by_its_field(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        of = await things_of(storage, work)
        for field_name in ("worn_with", "spare", "shown_by"):
            values = {"pk": 1, "worn_with": of.gold.pk, field_name: 999}
            with pytest.raises(ReferenceNotFound) as refused:
                await of.ribbons.create(**values)
            assert refused.value.field == field_name
        with pytest.raises(ReferenceNotFound) as refused:
            await of.ribbons.create(pk=1, worn_with=of.gold.pk, owner_id=uuid4())
        assert refused.value.field == "owner_id"
        assert await of.ribbons.count() == 0


async def test_a_row_that_refers_to_what_the_same_unit_created_is_stored(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        of = await things_of(storage, work)
        ada = await work.users.create(account("ada@example.org"))
        await of.ribbons.create(pk=1, worn_with=of.gold.pk, spare=of.tin.pk, owner_id=ada.pk)
        await of.knots.create(pk=1, ribbon=1)

        found = await of.ribbons.select_all(Ribbon.owner_id == ada.pk)

        assert [each.values() for each in found] == [
            {"pk": 1, "version": 1, "worn_with": of.gold.pk, "spare": of.tin.pk, "shown_by": None, "owner_id": ada.pk}
        ]


async def test_the_first_of_many_that_refers_to_nothing_is_named_and_none_is_stored(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        of = await things_of(storage, work)
        gold = of.gold.pk
        rows = [{"pk": 1, "worn_with": gold}, {"pk": 2, "worn_with": gold, "spare": 9}, {"pk": 3, "worn_with": 9}]
        with pytest.raises(ReferenceNotFound) as refused:
            await of.ribbons.bulk_create(rows)
        assert (refused.value.field, await of.ribbons.count()) == ("spare", 0)


async def test_an_update_to_nothing_is_refused_and_changes_nothing(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        of = await things_of(storage, work)
        ribbon = await of.ribbons.create(pk=1, worn_with=of.gold.pk)
        with pytest.raises(ReferenceNotFound) as refused:
            await of.ribbons.update(ribbon, spare=999)
        assert (refused.value.field, ribbon.spare, ribbon.version) == ("spare", None, 1)
        assert (await of.ribbons.update(ribbon, spare=of.tin.pk)).version == 2


async def test_the_unit_goes_on_after_a_refusal(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        of = await things_of(storage, work)
        with pytest.raises(ReferenceNotFound):
            await of.ribbons.create(pk=1, worn_with=999)
        await of.ribbons.create(pk=1, worn_with=of.gold.pk, shown_by=of.tin.pk)
        with pytest.raises(StillReferenced):
            await of.badges.delete(of.tin)
        await of.knots.create(pk=1, ribbon=1)
        assert await of.knots.count() == 1


async def test_a_deletion_that_a_reference_forbids_is_refused_by_its_field(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        of = await things_of(storage, work)
        await of.ribbons.create(pk=1, worn_with=of.gold.pk, shown_by=of.tin.pk)
        with pytest.raises(StillReferenced) as refused:
            await of.badges.delete(of.tin)
        assert (refused.value.field, await of.badges.count(), await of.ribbons.count()) == ("shown_by", 2, 1)


async def test_rows_that_cascade_are_deleted_and_those_set_to_nothing_stay(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        of = await things_of(storage, work)
        await of.ribbons.bulk_create(
            [{"pk": 1, "worn_with": of.gold.pk}, {"pk": 2, "worn_with": of.tin.pk, "spare": of.gold.pk}]
        )
        await of.knots.bulk_create([{"pk": 1, "ribbon": 1}, {"pk": 2, "ribbon": 2}])
        await of.badges.delete(of.gold)
        left = await of.ribbons.select_all(Ribbon.spare.is_none())
        assert [(each.pk, each.spare, each.version) for each in left] == [(2, None, 1)]
        assert [each.pk for each in await of.knots.select_all()] == [2]


async def test_rows_that_are_deleted_together_do_not_forbid_it(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        of = await things_of(storage, work)
        await of.ribbons.create(pk=1, worn_with=of.gold.pk, shown_by=of.gold.pk)
        await of.knots.create(pk=1, ribbon=1, tied_by=1)
        await of.badges.delete(of.gold)
        assert (await of.ribbons.count(), await of.knots.count()) == (0, 0)


async def test_a_cascade_is_forbidden_by_a_row_that_refers_to_a_part_of_it(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        of = await things_of(storage, work)
        await of.ribbons.bulk_create([{"pk": 1, "worn_with": of.gold.pk}, {"pk": 2, "worn_with": of.tin.pk}])
        await of.knots.create(pk=1, ribbon=2, tied_by=1)
        with pytest.raises(StillReferenced) as refused:
            await of.badges.delete(of.gold)
        assert (refused.value.field, await of.ribbons.count(), await of.badges.count()) == ("tied_by", 2, 2)


async def test_many_that_are_deleted_at_once_follow_the_same_rules(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        of = await things_of(storage, work)
        await of.ribbons.create(pk=1, worn_with=of.gold.pk, shown_by=of.tin.pk)
        with pytest.raises(StillReferenced) as refused:
            await of.badges.delete_first(Badge.label == "tin", sort=Badge.pk.asc(), limit=5)
        assert refused.value.field == "shown_by"
        assert await of.badges.delete_first(sort=Badge.pk.asc(), limit=1) == 1
        assert (await of.ribbons.count(), await of.badges.count()) == (0, 1)


async def test_an_account_that_leaves_takes_along_what_refers_to_it(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        of = await things_of(storage, work)
        ada = await work.users.create(account("ada@example.org"))
        await of.ribbons.create(pk=1, worn_with=of.gold.pk, owner_id=ada.pk)
        await work.users.delete(ada)
        assert await of.ribbons.count() == 0


async def test_a_refused_duplicate_is_told_before_a_reference(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        of = await things_of(storage, work)
        with pytest.raises(LabelTaken):
            await of.badges.create(label="gold")


def test_a_reference_is_indexed_and_of_the_type_of_what_it_refers_to() -> None:
    assert Ribbon.owner_id.options.index
    with pytest.raises(TypeError, match=r"Loop\.badge: it refers to Badge, which is known by a int"):

        class Loop(Entity):
            badge: Field[UUID] = reference(Badge, on_delete=OnDelete.CASCADE)

    with pytest.raises(TypeError, match=r"Loop\.badge: .*int | None"):

        class Loop(Entity):  # type: ignore[no-redef]  # another try
            badge: Field[int] = reference(Badge, on_delete=OnDelete.SET_NULL)

    with pytest.raises(TypeError, match="no entity"):

        class Loop(Entity):  # type: ignore[no-redef]  # another try
            badge: Field[int] = reference(LabelTaken, on_delete=OnDelete.CASCADE)
            other: Field[int] = field()
