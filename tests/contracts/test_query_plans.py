"""What is asked often is found without reading everything."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg  # type: ignore[import-untyped]  # it has no types
import attrs
import pytest
from sqlalchemy import Engine, event, text

from adapters.persistence.sqlalchemy.database import Database
from adapters.persistence.sqlalchemy.migrations import migrate
from adapters.persistence.sqlalchemy.migrations.upgrading import upgrade
from adapters.persistence.sqlalchemy.repositories import SqlAlchemyRepositories
from adapters.persistence.sqlalchemy.transaction import Transaction
from adapters.token_store.database import DatabaseTokenStore
from application.accounts.list_users import UserSearch
from application.audit.list_entries import AuditSearch
from domain.accounts.email_address import EmailAddress
from domain.accounts.one_time_token import OneTimeToken
from domain.accounts.user import User
from domain.audit.entry import AuditEntry
from domain.jobs.stored_job import JobStatus, StoredJob
from domain.sessions.session import Session
from domain.shared_kernel.pagination import Page, Position
from domain.shared_kernel.sorting import Sort
from tests.contracts.people import NOON, session
from tests.support.servers.postgresql import drop_database, new_database

SOME_ID = UUID(int=0x80 << 120)
BEFORE_THE_FIRST = NOON - timedelta(days=365)

PLANS_FOR_PARAMETERS = 5
"""Times that PostgreSQL plans a prepared statement for its parameters, before it compares that with a plan for any."""

_FILL = """
INSERT INTO users (id, is_locked, created_at, updated_at, version, email, email_key, first_name, first_name_key,
  last_name, last_name_key, language, is_staff, is_email_verified, token_version)
SELECT {id}, false, {time}, {time}, 1, n || '@example.org', n || '@example.org', 'Ada', 'ada', 'L' || n % 999,
  'l' || n % 999, 'en', n % 9999 = 0, false, 1 FROM numbers;
INSERT INTO sessions (id, version, user_id, platform, token_version, generation, is_acknowledged, created_at,
  rotated_at, expires_at)
SELECT {id}, 1, {id}, 'customer', 1, 1, true, {time}, {time}, {time} FROM numbers;
INSERT INTO stored_jobs (id, version, name, arguments, status, attempts, created_at, run_at, language, request_id)
SELECT {id}, 1, 'ping', '{{}}', CASE n % 9999 WHEN 0 THEN 'pending' ELSE 'done' END, 0, {time}, {time}, 'en', '-'
  FROM numbers;
INSERT INTO one_time_tokens (id, version, user_id, purpose, created_at, expires_at)
SELECT {id}, 1, {id}, 'verify_email', {time}, {time} FROM numbers
"""
_FILL_AUDIT = """
INSERT INTO audit_entries (id, version, at, action, actor_kind, actor_id, subject_kind, subject_id, person_id,
  request_id, origin, origin_salt, origin_commitment, detail, detail_salt, detail_commitment, key_id, mac, seal,
  position, membership)
SELECT {id}, 1, {time}, 'session.opened', 'customer', {id}, 'session', {id}, {id}, n || '',
  '{{}}', '', '', '{{}}', '', '', '', '', n / 1000 + 1, n % 1000, '' FROM numbers;
INSERT INTO audit_seals (id, version, number, root, count, previous, first_at, last_at, sealed_at, key_id, signature)
SELECT {id}, 1, n, '', 1000, '', {time}, {time}, {time}, '', '' FROM numbers
"""
_COUNTED = """
(WITH RECURSIVE c AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM c WHERE n < 100000) SELECT n FROM c)
"""


ENOUGH_SECONDS = 60.0
"""For a statement over all rows on a busy machine; what it reads is asked, not how long it takes."""


@attrs.frozen
class Crowded:
    """A database with 100 000 of each, and how it tells what it would do."""

    database: Database
    explain: Callable[[Transaction, str, Sequence[Any]], Awaitable[Sequence[str]]]
    reads_everything: str


def explained_by(keyword: str) -> Callable[[Transaction, str, Sequence[Any]], Awaitable[Sequence[str]]]:
    """The steps of a plan for these parameters."""

    async def explain(transaction: Transaction, statement: str, parameters: Sequence[Any]) -> Sequence[str]:
        plan = await transaction.connection.exec_driver_sql(f"{keyword} {statement}", tuple(parameters))
        return [row[-1] for row in plan]

    return explain


async def explained_after_repetition(
    transaction: Transaction, statement: str, parameters: Sequence[Any]
) -> Sequence[str]:
    """The steps of the plan for any parameters, where PostgreSQL chooses it for a statement that it prepared and has
    run some times: by itself it does from the sixth time on, unless plans for the parameters are cheaper."""
    server = (await transaction.connection.get_raw_connection()).driver_connection
    assert server is not None
    prepared = await server.prepare(statement)
    for _ in range(PLANS_FOR_PARAMETERS + 1):
        await prepared.fetch(*parameters)
    generic = "SELECT generic_plans FROM pg_prepared_statements WHERE name = $1"
    if not await server.fetchval(generic, prepared.get_name()):
        return []
    await server.execute("SET LOCAL plan_cache_mode = force_generic_plan")
    nothing = f"({', '.join(['NULL'] * len(parameters))})" if parameters else ""
    plan = await server.fetch(f"EXPLAIN EXECUTE {prepared.get_name()}{nothing}")
    await server.execute("SET LOCAL plan_cache_mode = auto")
    return [row[0] for row in plan]


async def _fill(database: Database, numbers: str, **functions: str) -> None:
    """The last migrations meet a database that is in use."""

    async def insert(transaction: Transaction, rows: str) -> None:
        for statement in rows.format(**functions).split(";"):
            await transaction.connection.exec_driver_sql(statement.replace("FROM numbers", f"FROM {numbers}"))

    async with database.migration() as transaction:
        await transaction.connection.run_sync(upgrade, "0002")
        await insert(transaction, _FILL)
        await transaction.commit()
    await migrate(database)
    async with database.migration() as transaction:
        await insert(transaction, _FILL_AUDIT)
        await transaction.connection.exec_driver_sql("ANALYZE")
        await transaction.commit()


@asynccontextmanager
async def on_sqlite(folder: Path) -> AsyncIterator[Crowded]:
    database = Database(f"sqlite+aiosqlite:///{folder / 'cortex.db'}")
    await database.open()
    time = "datetime('2026-01-01', n || ' minutes')"
    await _fill(database, _COUNTED, id="lower(hex(randomblob(16)))", time=time)
    yield Crowded(database, explained_by("EXPLAIN QUERY PLAN"), r"^SCAN (?!CONSTANT|.*USING .*INDEX)")
    await database.close()


@asynccontextmanager
async def on_postgresql(_folder: Path) -> AsyncIterator[Crowded]:
    url = await new_database()
    database = Database(url, timeout=ENOUGH_SECONDS)
    await database.open()
    time = "timestamptz '2026-01-01 00:00Z' + n * interval '1 minute'"
    await _fill(database, "generate_series(1, 100000) n", id="gen_random_uuid()", time=time)
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    await connection.execute("VACUUM")  # as the server does by itself: an index is read alone where pages are known
    await connection.close()
    yield Crowded(database, explained_by("EXPLAIN"), "Seq Scan")
    await database.close()
    await drop_database(url)


@pytest.fixture(scope="module", params=[on_sqlite, on_postgresql])
async def crowded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Crowded]:
    async with request.param(tmp_path_factory.mktemp("crowded")) as made:
        yield made


@contextmanager
def overheard() -> Iterator[list[tuple[str, Any]]]:
    """What is said to databases."""
    said: list[tuple[str, Any]] = []

    def listen(
        _connection: object,
        _cursor: object,
        statement: str,
        parameters: tuple[object, ...],
        *_others: object,
    ) -> None:
        said.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", listen)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", listen)


async def _plan(crowded: Crowded, said: list[tuple[str, Any]]) -> list[str]:
    steps: list[str] = []
    async with crowded.database.write() as transaction:
        for statement, parameters in said:
            if statement.startswith(("SELECT", "UPDATE", "DELETE")):
                steps += await crowded.explain(transaction, statement, parameters)
    return steps


async def steps_of_asking(crowded: Crowded, ask: Callable[[SqlAlchemyRepositories], Awaitable[object]]) -> list[str]:
    async with crowded.database.write() as transaction:  # some questions are only for those who will change the answer
        with overheard() as said:
            await ask(SqlAlchemyRepositories(transaction))
    return await _plan(crowded, said)


def _reads_everything(crowded: Crowded, steps: list[str]) -> bool:
    return any(re.search(crowded.reads_everything, step) for step in steps)


Asked = Callable[[SqlAlchemyRepositories], Awaitable[Page[User]]]


def _page(sort: Sort, after: Position | None = None) -> Asked:
    return lambda work: work.users.paginate(sort=sort, after=after, limit=20, counted=False)


def _search(part: str) -> Asked:
    filters = tuple(UserSearch(text=part).filters())
    return lambda work: work.users.paginate(*filters, sort=User.created_at.desc(), limit=20)


def _entries(**criteria: Any) -> Callable[[SqlAlchemyRepositories], Awaitable[Page[AuditEntry]]]:
    filters = tuple(AuditSearch(**criteria).filters())
    return lambda work: work.audit_entries.paginate(
        *filters, sort=AuditEntry.at.desc(), limit=20, counted=bool(criteria)
    )


QUESTIONS: Mapping[str, Callable[[SqlAlchemyRepositories], Awaitable[object]]] = {
    "an account by its address": lambda work: work.users.select_by_email(EmailAddress("4711@Example.org")),
    "an account by its key": lambda work: work.users.select_one(User.pk == SOME_ID),
    "an account among those with an address": lambda work: work.users.paginate(
        *UserSearch(email=EmailAddress("4711@Example.org")).filters(), sort=User.created_at.desc(), limit=20
    ),
    "active staff": lambda work: work.users.count_active_owners(),
    "jobs about a person": lambda work: work.jobs.select_about(SOME_ID),
    "jobs that are over": lambda work: work.jobs.delete_first(
        StoredJob.status == JobStatus.DONE,
        StoredJob.created_at < BEFORE_THE_FIRST,
        sort=StoredJob.created_at.asc(),
        limit=500,
    ),
    "links that are over": lambda work: work.one_time_tokens.delete_first(
        OneTimeToken.expires_at < BEFORE_THE_FIRST, sort=OneTimeToken.expires_at.asc(), limit=500
    ),
    "the links of a person": lambda work: work.one_time_tokens.select_all(OneTimeToken.user_id == SOME_ID),
    "jobs that are due": lambda work: work.jobs.select_due(NOON, 100),
    "entries that wait for a seal": lambda work: work.audit_entries.select_waiting(1000),
    "the newest seal": lambda work: work.audit_seals.select_newest(),
    "the entries of a seal": lambda work: work.audit_entries.select_all(AuditEntry.seal == 50),
    "the newest entries": _entries(),
    "entries of a time": _entries(at_from=NOON - timedelta(days=90), at_to=NOON - timedelta(days=89)),
    "what a person did": _entries(actor=SOME_ID),
    "what was done to a person": _entries(subject=SOME_ID),
    "entries of a request": _entries(request_id="4711"),
    "the activity of a person": lambda work: work.audit_entries.paginate(
        AuditEntry.about(SOME_ID), sort=AuditEntry.at.desc(), limit=20
    ),
    **{
        f"{where} page by {sort}": _page(sort, after)
        for sort, place in [
            (User.created_at.asc(), NOON - timedelta(days=90)),
            (User.created_at.desc(), NOON - timedelta(days=90)),
            (User.last_name.asc(), "l500"),
            (User.last_name.desc(), "l500"),
            (User.email.asc(), "5"),
            (User.email.desc(), "5"),
        ]
        for where, after in [("the first", None), ("a deep", Position(place, SOME_ID))]
    },
}


async def test_a_question_reads_no_more_than_it_needs(crowded: Crowded) -> None:
    plans = {name: await steps_of_asking(crowded, question) for name, question in QUESTIONS.items()}

    assert all(plans.values())
    assert {name: steps for name, steps in plans.items() if _reads_everything(crowded, steps)} == {}


@pytest.mark.parametrize("crowded", [on_postgresql], indirect=True)
async def test_a_plan_for_any_parameters_reads_no_more_either(crowded: Crowded) -> None:
    repeated = attrs.evolve(crowded, explain=explained_after_repetition)
    plans = {name: await steps_of_asking(repeated, question) for name, question in QUESTIONS.items()}

    assert any(plans.values())
    assert {name: steps for name, steps in plans.items() if _reads_everything(crowded, steps)} == {}


async def test_the_usual_total_reads_an_index_alone(crowded: Crowded) -> None:
    usual = UserSearch(is_staff=False, is_locked=False)
    steps = await steps_of_asking(crowded, lambda work: work.users.count(*usual.filters()))

    assert any("ix_users_counted" in step for step in steps)


async def test_the_jobs_about_a_person_are_found_by_their_index(crowded: Crowded) -> None:
    steps = await steps_of_asking(crowded, QUESTIONS["jobs about a person"])

    assert any("ix_stored_jobs_user" in step for step in steps)


async def test_the_token_store_reads_no_more_than_it_needs(crowded: Crowded) -> None:
    store = DatabaseTokenStore(crowded.database)
    opened: Session = session(now=NOON)
    with overheard() as said:
        await store.add(opened)
        await store.replace(opened)
        await store.find(opened.pk)
        await store.page_for_user(uuid4())
        await store.page_for_user(uuid4(), str(SOME_ID))
        await store.count_for_user(uuid4())
        await store.remove(opened.pk)
        await store.remove_many([opened.pk, SOME_ID])
        await store.remove_expired(1)

    steps = await _plan(crowded, said)

    assert len(steps) >= 5
    assert not _reads_everything(crowded, steps)


@pytest.mark.parametrize("crowded", [on_postgresql], indirect=True)
async def test_a_search_inside_texts_uses_the_index_over_trigrams(crowded: Crowded) -> None:
    steps = await steps_of_asking(crowded, _search("4711@exam"))

    assert any("ix_users_search" in step for step in steps)
    assert not _reads_everything(crowded, steps)


@pytest.mark.parametrize("crowded", [on_postgresql], indirect=True)
async def test_a_search_without_trigrams_finds_the_same(crowded: Crowded) -> None:
    async def found() -> list[UUID]:
        async with crowded.database.read() as transaction:
            page = await _search("4711@exam")(SqlAlchemyRepositories(transaction))
        return [user.pk for user in page.items]

    before = await found()
    async with crowded.database.migration() as transaction:
        await transaction.execute(text("DROP EXTENSION pg_trgm CASCADE"))
        await transaction.commit()

    assert await found() == before
    assert len(before) == 10
