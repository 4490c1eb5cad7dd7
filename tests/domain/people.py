"""Accounts and sessions to try rules on."""

from datetime import UTC, datetime
from uuid import UUID

from domain.access.role import Role
from domain.accounts.email_address import EmailAddress
from domain.accounts.person import Person
from domain.accounts.person_name import PersonName
from domain.accounts.user import User
from domain.sessions.session import Device, Session, SessionPolicy
from domain.shared_kernel.language import Language
from domain.shared_kernel.platform import Platform

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ADA = UUID("00000000-0000-4000-8000-00000000ada0")
GRACE_HOPPER = UUID("00000000-0000-4000-8000-00000000aace")
PHONE = UUID("00000000-0000-7000-8000-00000000000a")
POLICY = SessionPolicy()


def a_person(email: str = "ada@example.org") -> Person:
    return Person(
        email=EmailAddress(email),
        first_name=PersonName("Ada"),
        last_name=PersonName("Lovelace"),
        language=Language("en"),
    )


def a_user(pk: UUID = ADA, *, email: str = "ada@example.org", role: Role | None = None) -> User:
    user = User.register(pk, a_person(email), password_hash="hash", at=NOON)
    user.role, user.is_staff = role, role is not None
    user.collect_events()
    return user


def a_session(user: User | None = None, *, platform: Platform = Platform.CUSTOMER) -> Session:
    return Session.open(PHONE, user=user or a_user(), platform=platform, device=Device(), now=NOON, policy=POLICY)
