"""A storage that keeps something else than it was given is found by what holds storages together."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from adapters.persistence.memory.repository import MemoryRepository
from domain.shared_kernel.field_types.field_type import Kind
from domain.shared_kernel.field_types.primitives import PRIMITIVES
from domain.shared_kernel.sorting import Sort
from tests.contracts.adapters.memory import memory
from tests.contracts.conformance import OpenedStorage
from tests.contracts.sample_entities import Oddity
from tests.contracts.strategies import VALUES, tables
from tests.contracts.test_storages_agree import Question, answers_of

EVERYTHING = [Question(where=(), sort=None, limit=4, offset=0), Question((), Sort("price"), 4, 0)]
LOCAL = timezone(timedelta(hours=2))


class _Planted(MemoryRepository[Oddity]):
    """Restores every row with one value changed."""

    field: str
    change: Callable[[Any], Any]

    async def select_all(self, *filters: Any, sort: Sort | None = None) -> list[Oddity]:
        found = await super().select_all(*filters, sort=sort)
        for each in found:
            value = getattr(each, self.field)
            setattr(each, self.field, value if value is None else type(self).change(value))
        return found


FAULTS: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "a Decimal through a float": ("mass", lambda number: Decimal(float(number))),
    "a Decimal without its trailing zeros": ("price", lambda number: number.normalize()),
    "a local time": ("seen_at", lambda instant: instant.astimezone(LOCAL)),
    "a time without its zone": ("seen_at", lambda instant: instant.replace(tzinfo=None)),
    "an instant to the millisecond": ("seen_at", lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000)),
    "a day shifted by a zone": ("due_on", lambda day: datetime(day.year, 1, 1).date()),  # noqa: DTZ001  # a day
    "a float in single precision": ("share", lambda number: round(number, 6)),
    "a negative zero": ("share", lambda number: -0.0 if number == 0 else number),
    "a duration to the second": ("took", lambda length: timedelta(length.days, length.seconds)),
    "bytes that end at the first zero": ("seal", lambda octets: octets.partition(b"\0")[0]),
    "an enumeration as its number": ("size", int),
}


@pytest.mark.parametrize(("field", "change"), FAULTS.values(), ids=FAULTS)
def test_a_planted_disagreement_is_found(field: str, change: Callable[[Any], Any]) -> None:
    planted = type("Planted", (_Planted,), {"field": field, "change": staticmethod(change)})

    async def compared(rows: list[Oddity]) -> None:
        async with memory(Path()) as right:
            wrong = attrs.evolve(right, oddities=lambda work: planted(work.stage))
            await _require_agreement({"memory": right, "planted": wrong}, rows)

    @settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(rows=st.lists(tables, min_size=1, max_size=1).map(lambda each: each[0]))
    def ask(rows: list[Oddity]) -> None:
        asyncio.run(compared(rows))

    with pytest.raises(AssertionError):
        ask()


async def _require_agreement(storages: dict[str, OpenedStorage], rows: list[Oddity]) -> None:
    answers = {name: await answers_of(storage, rows, EVERYTHING) for name, storage in storages.items()}
    assert answers["planted"] == answers["memory"]


def test_the_rows_that_storages_are_held_together_by_have_every_type() -> None:
    kept = [reference.field_type for reference in Oddity.fields.values()]
    assert {each.primitive.type for each in kept if each.kind is Kind.PLAIN} == PRIMITIVES.keys()
    assert {each.kind for each in kept} == set(Kind)
    assert VALUES.keys() == Oddity.fields.keys()
