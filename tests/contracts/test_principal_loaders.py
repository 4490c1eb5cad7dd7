"""The session and the account of a token, from every storage with every token store."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from adapters.persistence.sqlalchemy.database import Database
from application.ports.principal_loader import PrincipalLoader
from domain.accounts.user import User
from domain.sessions.session import Session
from tests.support.app_harness import STORES, AppHarness, app_harness

PEOPLE = 40


@pytest.fixture(params=STORES)
async def harness(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AppHarness]:
    async with app_harness(request.param, tmp_path) as harness:
        yield harness


@pytest.fixture
def load(harness: AppHarness) -> PrincipalLoader:
    return harness.container.principals()


async def signed_in(harness: AppHarness, email: str) -> tuple[User, Session]:
    user = await harness.register(email)
    await harness.log_in(email)
    (session,) = await harness.sessions_of(user.pk)
    return user, session


async def test_a_principal_is_loaded_as_it_is_stored(harness: AppHarness, load: PrincipalLoader) -> None:
    user, session = await signed_in(harness, "ada@example.org")
    stored = await load(session.pk, user.pk)
    assert stored.user is not None
    assert stored.session is not None
    assert stored.user.values() == (await harness.user("ada@example.org")).values()
    assert stored.session.session.values() == session.values()


async def test_an_unknown_session_and_an_unknown_account_are_none(harness: AppHarness, load: PrincipalLoader) -> None:
    user, session = await signed_in(harness, "ada@example.org")
    assert (await load(uuid4(), user.pk)).session is None
    assert (await load(session.pk, uuid4())).user is None


async def test_many_who_ask_at_the_same_moment_get_each_their_own(harness: AppHarness, load: PrincipalLoader) -> None:
    known = [await signed_in(harness, f"ada{n}@example.org") for n in range(PEOPLE)]
    asked = [(session.pk, user.pk) for user, session in known] * 3 + [(uuid4(), uuid4())]
    found = await asyncio.gather(*(load(*ids) for ids in asked))
    assert [(stored.session and stored.session.session.pk, stored.user and stored.user.pk) for stored in found] == [
        *asked[:-1],
        (None, None),
    ]


async def test_a_change_is_seen_by_everybody_who_asks_after_it(harness: AppHarness, load: PrincipalLoader) -> None:
    user, session = await signed_in(harness, "ada@example.org")
    boss = await harness.register("boss@example.org", staff=True)
    stop = asyncio.Event()

    async def ask_on() -> None:
        while not stop.is_set():
            await load(session.pk, user.pk)
            await asyncio.sleep(0)

    others = [asyncio.create_task(ask_on()) for _ in range(8)]
    try:
        for _round in range(5):
            await harness.lock(user.pk, by=boss.pk)
            locked = (await load(session.pk, user.pk)).user
            await harness.unlock(user.pk, by=boss.pk)
            unlocked = (await load(session.pk, user.pk)).user
            assert (locked and locked.is_locked, unlocked and unlocked.is_locked) == (True, False)
        await harness.container.ports().token_store.remove(session.pk)
        assert (await load(session.pk, user.pk)).session is None
    finally:
        stop.set()
        await asyncio.gather(*others)


async def test_a_loaded_principal_is_a_copy(harness: AppHarness, load: PrincipalLoader) -> None:
    user, session = await signed_in(harness, "ada@example.org")
    one, other = await asyncio.gather(load(session.pk, user.pk), load(session.pk, user.pk))
    assert one.user is not None
    assert one.session is not None
    one.user.is_staff = True
    one.session.session.generation = 99
    for stored in (other, await load(session.pk, user.pk)):
        assert stored.user is not None
        assert stored.session is not None
        assert (stored.user.is_staff, stored.session.session.generation) == (False, session.generation)


async def test_a_row_that_cannot_be_read_fails_alone(harness: AppHarness, load: PrincipalLoader) -> None:
    ada, adas = await signed_in(harness, "ada@example.org")
    eve, eves = await signed_in(harness, "eve@example.org")
    if not await break_account(harness, eve.pk):
        pytest.skip("memory keeps values as they are")
    broken, whole = await asyncio.gather(load(eves.pk, eve.pk), load(adas.pk, ada.pk), return_exceptions=True)
    assert isinstance(broken, ValueError)
    assert not isinstance(whole, BaseException)
    assert whole.user == ada


async def test_a_unit_of_work_may_not_be_open_meanwhile(harness: AppHarness, load: PrincipalLoader) -> None:
    async with harness.container.ports().read():
        with pytest.raises(RuntimeError, match="a unit of work is open"):
            await load(uuid4(), uuid4())


async def break_account(harness: AppHarness, user_id: UUID) -> bool:
    """Stores a role that nobody knows; ``False`` where there is no SQL to do so."""
    database = harness.container.database().connection
    if not isinstance(database, Database):
        return False
    async with database.write() as transaction:
        number = user_id.hex if transaction.connection.dialect.name == "sqlite" else user_id
        await transaction.execute(text("UPDATE users SET role = 'xx' WHERE id = :id"), {"id": number})
        await transaction.commit()
    return True
