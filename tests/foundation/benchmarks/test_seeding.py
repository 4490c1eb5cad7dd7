"""The accounts that benchmarks are run with."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import create_engine

from adapters.password_hasher.argon2 import Argon2PasswordHasher
from adapters.persistence.sqlalchemy.entity_table import entity_table
from adapters.persistence.sqlalchemy.schema import schema
from domain.accounts.user import User
from tests.benchmarks.seeding.accounts import PASSWORD, SIGNING_IN, STAFF_EMAIL, accounts, email_of, password_hash
from tests.benchmarks.seeding.sqlite import fill_sqlite


def stored(file: Path, count: int) -> list[User]:
    engine = create_engine(f"sqlite:///{file}")
    try:
        schema().create_all(engine)
        fill_sqlite(file, count)
        with engine.connect() as connection:
            table = entity_table(User)
            return [table.entity(row) for row in connection.execute(table.select.order_by(table.table.c.created_at))]
    finally:
        engine.dispose()


def test_accounts_are_stored_as_the_service_stores_them(tmp_path: Path) -> None:
    staff, first, second = stored(tmp_path / "users.db", 3)
    assert (staff.email, first.email, second.email) == (STAFF_EMAIL, email_of(1), email_of(2))
    assert (staff.is_staff, first.is_staff, first.is_active, first.is_email_verified) == (True, False, True, True)
    assert first.values().keys() == User.fields.keys()
    assert first.created_at < second.created_at


def test_filling_leaves_every_index_in_its_place(tmp_path: Path) -> None:
    stored(tmp_path / "users.db", 3)
    with closing(sqlite3.connect(tmp_path / "users.db")) as connection:
        indexes = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    assert {index.name for index in entity_table(User).table.indexes} <= indexes


def test_seeded_accounts_that_sign_in_are_neither_locked_nor_staff() -> None:
    everyone = list(accounts(5 * SIGNING_IN))
    assert not any(each.is_locked or each.is_staff for each in everyone[1 : SIGNING_IN + 1])
    assert sum(each.is_locked for each in everyone) > 0 < sum(each.is_staff for each in everyone[1:])
    assert len({each.email for each in everyone}) == len(everyone)


async def test_the_password_has_the_hash_that_the_service_would_make() -> None:
    hasher = Argon2PasswordHasher(workers=1)
    try:
        assert await hasher.verify(password_hash(), PASSWORD)
        assert not hasher.needs_rehash(password_hash())
    finally:
        hasher.close()
