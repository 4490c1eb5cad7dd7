"""Accounts and sessions to test with."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from domain.accounts.user import User
from domain.sessions.session import Session
from domain.shared_kernel.platform import Platform

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def account(email: str, **values: Any) -> User:
    """A person whose account was opened at noon."""
    names: dict[str, Any] = {"first_name": "Ada", "last_name": "Lovelace"}
    return User(**{"pk": uuid4(), "email": email, "created_at": NOON, "updated_at": NOON, **names, **values})


def session(*, now: datetime, user_id: UUID | None = None, life: timedelta = timedelta(days=7)) -> Session:
    return Session(
        pk=uuid4(),
        user_id=user_id or uuid4(),
        platform=Platform.CUSTOMER,
        token_version=1,
        created_at=now,
        rotated_at=now,
        expires_at=now + life,
    )
