"""The crown: whatever is asked of whatever rows, every storage gives the same answer."""

from collections.abc import Iterator, Sequence
from typing import Any

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from application.ports.repository import Repository
from domain.shared_kernel.filters import And, Filter, Not, Or
from domain.shared_kernel.pagination import Page
from domain.shared_kernel.sorting import Sort
from tests.contracts.conformance import OpenedStorage
from tests.contracts.sample_entities import Oddity
from tests.contracts.strategies import filters, orders, tables
from tests.support.doses import dose


@attrs.frozen
class Question:
    where: tuple[Filter, ...]
    sort: Sort | None
    limit: int
    offset: int


questions = st.builds(
    Question,
    st.lists(filters, max_size=3).map(tuple) | st.just(()),
    st.none() | orders,
    st.integers(1, 4),
    st.integers(0, 5),
)

pressed = settings(
    max_examples=dose(40, on_ci=100),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pressed
@given(rows=tables, asked=st.lists(questions, min_size=4, max_size=10))
async def test_every_storage_answers_alike(
    storages: dict[str, OpenedStorage], rows: list[Oddity], asked: list[Question]
) -> None:
    answers = {name: await answers_of(storage, rows, asked) for name, storage in storages.items()}

    for answer in answers.values():
        assert answer == answers["memory"]


@pressed
@given(rows=tables, asked=questions)
async def test_a_keyset_walk_visits_every_row_once_in_order(
    storages: dict[str, OpenedStorage], rows: list[Oddity], asked: Question
) -> None:
    for storage in storages.values():
        async with storage.begin() as work:
            oddities = storage.oddities(work)
            await oddities.bulk_create(_copies(rows))

            walked, totals = await _walk(oddities, asked)

            everyone = await oddities.select_all(*asked.where, sort=asked.sort)
            assert _contents(walked) == _contents(everyone)
            assert totals == {len(everyone)}


async def answers_of(storage: OpenedStorage, rows: list[Oddity], asked: list[Question]) -> list[Any]:
    async with storage.begin() as work:
        oddities = storage.oddities(work)
        await oddities.bulk_create(_copies(rows))
        return [await _answer(oddities, question) for question in asked]


async def _answer(oddities: Repository[Oddity], question: Question) -> list[Any]:
    where, sort = question.where, question.sort
    page = await oddities.paginate(*where, sort=sort, limit=question.limit, offset=question.offset)
    first = await oddities.select_one(*where, sort=sort)
    return [
        _contents(await oddities.select_all(*where, sort=sort)),
        _contents([first] if first else []),
        (_contents(page.items), page.total, page.next),
        await oddities.exists(*where),
        [(part, await oddities.count(part)) for whole in where for part in _parts(whole)],
    ]


def _parts(whole: Filter) -> Iterator[Filter]:
    """The filter and all that it is made of: what one part gets wrong another may hide."""
    yield whole
    match whole:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _parts(part)
        case Not(part):
            yield from _parts(part)
        case _:
            pass


async def _walk(oddities: Repository[Oddity], asked: Question) -> tuple[list[Oddity], set[int | None]]:
    walked: list[Oddity] = []
    totals: set[int | None] = set()
    after = None
    while True:
        page: Page[Oddity] = await oddities.paginate(*asked.where, sort=asked.sort, limit=asked.limit, after=after)
        walked.extend(page.items)
        totals.add(page.total)
        after = page.next
        if after is None:
            return walked, totals


def _copies(rows: list[Oddity]) -> list[Oddity]:
    return [Oddity.restore(row.values()) for row in rows]


def _contents(found: Sequence[Oddity]) -> list[dict[str, str]]:
    """The values as they are written: of equal ones each storage gives the same."""
    return [{name: repr(value) for name, value in oddity.values().items()} for oddity in found]
