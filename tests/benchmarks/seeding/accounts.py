"""The accounts that every target has, as facts that each writes into tables of its own."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple

from argon2 import PasswordHasher

PASSWORD = "nine stone bridges"
STAFF_EMAIL = "staff@example.org"
MEMORY_KIB, PASSES, LANES = 19_456, 2, 1
"""The parameters of Argon2id that the project uses unless told otherwise; the peers are given the same."""
SIGNING_IN = 1000
"""The first accounts may sign in: they are neither locked nor staff."""
_LOCKED_EVERY, _STAFF_EVERY = 10, 50
_FIRST_DAY = datetime(2024, 1, 1, tzinfo=UTC)
_APART = timedelta(seconds=53)


class Account(NamedTuple):
    """An account of which the address is confirmed."""

    email: str
    first_name: str
    last_name: str
    is_staff: bool
    is_locked: bool
    created_at: datetime


def email_of(number: int) -> str:
    """Returns the address of the customer with this number, which begins at 1."""
    return f"customer{number}@example.org"


def accounts(count: int) -> Iterator[Account]:
    """Yields a staff member, then customers up to ``count`` accounts, some of them locked or staff."""
    yield Account(STAFF_EMAIL, "Grace", "Hopper", True, False, _FIRST_DAY)
    for number in range(1, count):
        is_late = number > SIGNING_IN
        yield Account(
            email_of(number),
            "Ada",
            f"Lovelace {number}",
            is_late and number % _STAFF_EVERY == 0,
            is_late and number % _LOCKED_EVERY == 0,
            _FIRST_DAY + number * _APART,
        )


@cache
def password_hash() -> str:
    """Returns the hash of the password, which all accounts share."""
    return PasswordHasher(PASSES, MEMORY_KIB, LANES).hash(PASSWORD)
