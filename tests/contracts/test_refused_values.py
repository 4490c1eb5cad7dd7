"""Values and questions that no storage answers are refused by each alike, before any of them is asked."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from domain.shared_kernel.field_types.json_value import Json
from domain.shared_kernel.filters import Filter
from tests.contracts.conformance import OpenedStorage
from tests.contracts.sample_entities import Colour, Oddity, Weight

DAY = datetime(2026, 5, 1, 12, tzinfo=UTC)
VALID: dict[str, Any] = {"pk": 1, "name": "a", "title": "a", "number": 1, "seen_at": DAY}
REFUSED: dict[str, Any] = {
    "price": Decimal("0.005"),
    "mass": 1.5,
    "share": float("nan"),
    "seen_at": datetime(2026, 5, 1),  # noqa: DTZ001  # naive on purpose
    "due_on": DAY,
    "opens_at": time(8, tzinfo=UTC),
    "took": 5,
    "seal": b"123456789",
    "size": 7,
    "notes": {"a": 1},
    "tags": ["a"],
    "scores": (Decimal("0.01"),),
    "weight": Weight(Decimal("0.0001")),
    "colour": "1/2",
}


@pytest.mark.parametrize("name", REFUSED)
async def test_a_value_that_cannot_be_kept_is_refused_by_its_field_and_the_unit_goes_on(
    storage: OpenedStorage, name: str
) -> None:
    async with storage.begin() as work:
        oddities = storage.oddities(work)
        with pytest.raises((TypeError, ValueError), match=rf"Oddity\.{name}"):
            await oddities.create(**{**VALID, name: REFUSED[name]})
        made = await oddities.create(**VALID)
        with pytest.raises((TypeError, ValueError), match=rf"Oddity\.{name}"):
            await oddities.update(made, **{name: REFUSED[name]})
        assert [each.values() for each in await oddities.select_all()] == [made.values()]


@pytest.mark.parametrize("name", sorted(REFUSED.keys() - {"colour"}))
async def test_a_filter_by_a_value_that_the_field_cannot_hold_is_refused(storage: OpenedStorage, name: str) -> None:
    async with storage.begin() as work:
        with pytest.raises((TypeError, ValueError)):
            await storage.oddities(work).count(Oddity.fields[name] == REFUSED[name])


WITHOUT_ORDER: list[Callable[[], Filter]] = [
    lambda: Oddity.notes < Json.of(1),
    lambda: Oddity.tags >= ("a",),
    lambda: Oddity.colour > Colour(1, 2),
    lambda: Oddity.tags.contains("a"),  # type: ignore[misc]  # told
    lambda: Oddity.notes.starts_with("{"),  # type: ignore[misc]  # told
    lambda: Oddity.price.contains("1"),  # type: ignore[misc]  # told
]


@pytest.mark.parametrize("question", WITHOUT_ORDER)
async def test_a_question_that_a_type_has_no_answer_to_is_refused(
    storage: OpenedStorage, question: Callable[[], Filter]
) -> None:
    async with storage.begin() as work:
        with pytest.raises(ValueError, match=r"order|text"):
            await storage.oddities(work).exists(question())


@pytest.mark.parametrize("name", ["notes", "tags", "scores", "colour"])
async def test_rows_are_not_sorted_by_what_has_no_order(storage: OpenedStorage, name: str) -> None:
    sort = Oddity.fields[name].asc()
    async with storage.begin() as work:
        oddities = storage.oddities(work)
        for ask in (oddities.select_one, oddities.select_all, oddities.paginate):
            with pytest.raises(ValueError, match="order"):
                await ask(sort=sort)
        with pytest.raises(ValueError, match="order"):
            await oddities.delete_first(sort=sort, limit=1)


async def test_an_entity_has_the_canonical_form_of_its_values_once_it_is_stored(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        oddities = storage.oddities(work)
        east = timezone(timedelta(hours=2))
        made = await oddities.create(
            **{**VALID, "seen_at": DAY.astimezone(east), "price": Decimal("1.5"), "share": -0.0}
        )
        assert repr(made.values()) == repr((await oddities.get_by_id(1)).values())
        assert (repr(made.price), repr(made.share), made.seen_at.tzinfo) == ("Decimal('1.50')", "0.0", UTC)
        await oddities.update(made, price=Decimal("2"), due_on=date(1, 1, 1))
        assert repr(made.price) == repr((await oddities.get_by_id(1)).price) == "Decimal('2.00')"
