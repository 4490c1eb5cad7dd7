from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import pytest

from application.personal_data import BATCH, PersonalData, personal_rows
from application.ports.unit_of_work import UnitOfWork
from domain.accounts.one_time_token import OneTimeToken
from domain.shared_kernel.filters import FilterOf
from domain.shared_kernel.sorting import Sort
from tests.domain.people import ADA

WITHHELD = {"pk": "it is part of the link"}


class Links:
    """Says of each deletion that it removed the next number of rows."""

    def __init__(self, *removed: int) -> None:
        self.removed = list(removed)
        self.asked: list[tuple[object, Sort, int]] = []

    async def delete_first(self, matching: object, *, sort: Sort, limit: int) -> int:
        self.asked.append((matching, sort, limit))
        return self.removed.pop(0)

    async def select_all(self, matching: object) -> Sequence[object]:
        return [matching]


def of_person(user_id: UUID) -> FilterOf[OneTimeToken]:
    return OneTimeToken.user_id == user_id


def declared(**options: bool) -> PersonalData:
    return personal_rows(
        name="links",
        entity=OneTimeToken,
        withheld=WITHHELD,
        repository=lambda work: cast(Any, work).links,
        of_person=of_person,
        **options,
    )


@pytest.mark.parametrize("removed", [(0,), (BATCH - 1,), (BATCH, 0), (BATCH, BATCH, 3)])
async def test_rows_of_a_person_are_erased_in_steps_until_none_is_left(removed: Sequence[int]) -> None:
    links, data = Links(*removed), declared()
    assert data.erase is not None
    await data.erase(cast(UnitOfWork, SimpleNamespace(links=links)), ADA)
    assert links.asked == [(of_person(ADA), Sort("pk"), BATCH)] * len(removed)


async def test_rows_of_a_person_are_in_an_export_unless_they_are_declared_not_to_be() -> None:
    data = declared()
    assert (data.name, data.entity, data.withheld) == ("links", OneTimeToken, WITHHELD)
    assert data.read is not None
    assert await data.read(cast(UnitOfWork, SimpleNamespace(links=Links())), ADA) == [of_person(ADA)]
    assert declared(is_exported=False).read is None
