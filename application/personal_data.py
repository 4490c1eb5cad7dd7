"""The data that domains keep about people: a person may have it, and it goes when they go."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TypeVar
from uuid import UUID

import attrs

from application.ports.repository import Repository
from application.ports.unit_of_work import Repositories, UnitOfWork
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.filters import FilterOf
from domain.shared_kernel.sorting import Sort

E = TypeVar("E", bound=Entity)

BATCH = 500
"""Rows that are erased by one statement."""


@attrs.frozen(kw_only=True)
class PersonalData:
    """One kind of data about people, the rows of ``entity``. An export has it under ``name``; ``withheld`` are the
    fields that it does not have under their own names, each with the reason.

    ``read`` returns what is stored about a person, on one snapshot with all other data; ``read_elsewhere`` does so for
    data that is not in the database. Data with neither of them is not in an export. ``erase`` removes it in the
    transaction that deletes the account, or stores a job that does; data without it is the account itself.
    """

    name: str
    entity: type[Entity]
    withheld: Mapping[str, str]
    read: Callable[[Repositories, UUID], Awaitable[object]] | None = None
    read_elsewhere: Callable[[UUID], Awaitable[object]] | None = None
    erase: Callable[[UnitOfWork, UUID], Awaitable[None]] | None = None


def personal_rows(
    *,
    name: str,
    entity: type[E],
    withheld: Mapping[str, str],
    repository: Callable[[Repositories], Repository[E]],
    of_person: Callable[[UUID], FilterOf[E]],
    is_exported: bool = True,
) -> PersonalData:
    """Returns the declaration of rows that belong to one person each: ``of_person`` finds theirs, and all of them are
    removed."""
    return PersonalData(
        name=name,
        entity=entity,
        withheld=withheld,
        read=partial(_read, repository, of_person) if is_exported else None,
        erase=partial(_erase, repository, of_person),
    )


async def _read(
    repository: Callable[[Repositories], Repository[E]],
    of_person: Callable[[UUID], FilterOf[E]],
    work: Repositories,
    user_id: UUID,
) -> list[E]:
    return await repository(work).select_all(of_person(user_id))


async def _erase(
    repository: Callable[[Repositories], Repository[E]],
    of_person: Callable[[UUID], FilterOf[E]],
    work: UnitOfWork,
    user_id: UUID,
) -> None:
    theirs, oldest_first = of_person(user_id), Sort("pk")
    while await repository(work).delete_first(theirs, sort=oldest_first, limit=BATCH) == BATCH:
        continue
