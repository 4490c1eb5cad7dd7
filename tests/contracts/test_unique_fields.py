"""No value twice, on every storage, and the right error for it."""

import pytest

from domain.accounts.errors import EmailTaken
from domain.shared_kernel.errors import DuplicateValue
from tests.contracts.conformance import OpenedStorage
from tests.contracts.people import account
from tests.contracts.sample_entities import LabelTaken, SerialTaken


async def test_a_taken_address_makes_the_error_that_the_field_declares(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        await work.users.create(account("ada@example.org"))

        with pytest.raises(EmailTaken) as refused:
            await work.users.create(account("ADA@example.org"))

        assert refused.value.email == "ADA@example.org"
        assert await work.users.count() == 1


async def test_a_taken_key_is_a_duplicate_value(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        ada = await work.users.create(account("ada@example.org"))

        with pytest.raises(DuplicateValue) as refused:
            await work.users.create(account("eva@example.org", pk=ada.pk))

        assert refused.value.field == "pk"


async def test_the_unit_goes_on_after_a_conflict(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        await work.users.create(account("ada@example.org"))
        with pytest.raises(EmailTaken):
            await work.users.create(account("ada@example.org"))
        await work.users.create(account("eva@example.org"))
        await work.commit()

    async with storage.read() as work:
        assert await work.users.count() == 2


@pytest.mark.parametrize("labels", [["a", "b", "A", "c"], ["x", "TAKEN", "y"], ["a", "a", "taken"]])
async def test_many_entities_are_created_all_or_none(storage: OpenedStorage, labels: list[str]) -> None:
    async with storage.begin() as work:
        badges = storage.badges(work)
        await badges.create(label="taken")

        with pytest.raises(LabelTaken) as refused:
            await badges.bulk_create([{"label": label} for label in labels])

        first_offender = next(x for n, x in enumerate(labels) if x.lower() in {"taken", *map(str.lower, labels[:n])})
        assert refused.value.label == first_offender
        assert await badges.count() == 1


async def test_entities_that_were_not_created_have_no_number(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        badges = storage.badges(work)
        made = [await badges.create(label="gold")]
        await badges.delete(made[0])
        new = type(made[0])(label="new")

        with pytest.raises(LabelTaken):
            await badges.bulk_create([new, {"label": "twice"}, {"label": "twice"}])

        with pytest.raises(RuntimeError):
            _ = new.pk


async def test_an_update_into_a_taken_value_changes_nothing(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        badges = storage.badges(work)
        await badges.create(label="gold")
        tin = await badges.create(label="tin")

        with pytest.raises(LabelTaken) as refused:
            await badges.update(tin, label="Gold", worn=5)

        assert refused.value.label == "Gold"
        assert (tin.label, tin.worn, tin.version) == ("tin", 0, 1)
        assert (await badges.get_by_id(tin.pk)).values() == tin.values()


async def test_a_row_may_keep_its_own_value(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        badges = storage.badges(work)
        gold = await badges.create(label="gold", serial="1")

        await badges.update(gold, label="GOLD")

        assert (await badges.get_by_id(gold.pk)).label == "GOLD"


async def test_absent_values_are_not_the_same(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        badges = storage.badges(work)
        await badges.bulk_create([{"label": "a"}, {"label": "b"}, {"label": "c", "serial": "1"}])

        with pytest.raises(SerialTaken):
            await badges.create(label="d", serial="1")

        assert await badges.count() == 3


async def test_a_value_is_free_again_when_its_row_is_gone(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        badges = storage.badges(work)
        await badges.delete(await badges.create(label="gold"))

        await badges.create(label="gold")

        assert await badges.count() == 1
