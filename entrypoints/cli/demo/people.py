"""Demo accounts, the same ones every time."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from application.sessions.fill_demo import DemoAccount
from domain.access.role import Role
from domain.accounts.email_address import EmailAddress
from domain.accounts.person import Person
from domain.accounts.person_name import PersonName
from domain.sessions.session import Device
from domain.shared_kernel.language import Language, Languages
from entrypoints.cli.demo.names import names_in

SEED = 1843
STAFF_SHARE, LOCKED_SHARE, UNVERIFIED_SHARE = 0.03, 0.04, 0.15
PAST = timedelta(days=400)
ROLES = (Role.SUPPORT, Role.SUPPORT, Role.AUDITOR, Role.MANAGER)
SESSIONS = (0, 0, 1, 1, 1, 2, 3)
BROWSERS = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) Safari/605.1.15",
    "Mozilla/5.0 (Linux; Android 16; Pixel 9) Chrome/150.0 Mobile",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Edge/150.0",
    "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
)


def staff_member(now: datetime, language: Language) -> DemoAccount:
    """Returns the account to sign in with."""
    person = Person(
        email=EmailAddress("staff@example.org"),
        first_name=PersonName("Grace"),
        last_name=PersonName("Hopper"),
        language=language,
    )
    return DemoAccount(person=person, created_at=now - PAST, role=Role.OWNER, is_email_verified=True)


def people(count: int, now: datetime, languages: Languages) -> Iterator[DemoAccount]:
    """Yields the staff member, then ``count - 1`` others, created over the last 400 days."""
    yield staff_member(now, languages.default)
    chance = Random(SEED)  # noqa: S311  # nothing here is a secret
    for number in range(1, count):
        yield _account(chance, languages.tags[number % len(languages.tags)], number, now)


def _account(chance: Random, language: Language, number: int, now: datetime) -> DemoAccount:
    names = names_in(language)
    first, last = chance.randrange(len(names.first)), chance.randrange(len(names.last))
    person = Person(
        email=EmailAddress(f"{names.latin_first[first]}.{names.latin_last[last]}.{number}@example.org"),
        first_name=PersonName(names.first[first]),
        last_name=PersonName(names.last[last]),
        language=language,
    )
    return DemoAccount(
        person=person,
        created_at=now - chance.random() * PAST,
        role=chance.choice(ROLES) if chance.random() < STAFF_SHARE else None,
        is_locked=chance.random() < LOCKED_SHARE,
        is_email_verified=chance.random() > UNVERIFIED_SHARE,
        devices=tuple(_device(chance) for _session in range(chance.choice(SESSIONS))),
    )


def _device(chance: Random) -> Device:
    """Addresses are of a network that is reserved for documentation (RFC 5737)."""
    return Device(ip=f"203.0.113.{chance.randrange(1, 255)}", user_agent=chance.choice(BROWSERS))
