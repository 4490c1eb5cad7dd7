"""Files of somebody who builds on the service: one that is right, and one with the mistakes that types can tell."""

RIGHT = """
from datetime import UTC, datetime
from uuid import UUID

from application.accounts.use_cases import (
    EditUser,
    EditUserCommand,
    EmailAddress,
    FindUser,
    Language,
    Person,
    PersonName,
    RegisterCommand,
    User,
)
from application.jobs.use_cases import StoredJob
from application.ports.clock import Clock
from application.ports.token_store import StoredSession
from application.ports.unit_of_work import BeginWork, ReadWork
from application.sessions.use_cases import Device, LogInCommand, Platform, Session, TokenPair
from bootstrap.adapters.connection import NoConnection
from bootstrap.adapters.token_store import SessionStorage, TokenStoreAdapter, TokenStoreContext
from bootstrap.by_hand import Core, use_cases
from bootstrap.settings.server_urls import ServerUrlRule
from domain.shared_kernel.filters import FilterOf

PASSWORD = "vXq3-mountain-river"


class Noon(Clock):
    def now(self) -> datetime:
        return datetime(2030, 5, 1, 12, tzinfo=UTC)


def unlocked_since(moment: datetime) -> FilterOf[User]:
    return (User.is_locked == False) & (User.created_at > moment) & ~User.status_reason.is_none()


async def renamed(begin: BeginWork, read: ReadWork, email: str) -> tuple[User, str, UUID]:
    ada: User = await FindUser(read)(EmailAddress(email))
    edited: User = await EditUser(begin, Noon())(EditUserCommand(user_id=ada.pk, first_name=PersonName("Augusta")))
    name: str = edited.first_name
    pk: UUID = edited.pk
    return edited, name, pk


async def found(read: ReadWork, words: str) -> tuple[list[User], list[StoredJob]]:
    async with read() as work:
        jobs = await work.jobs.select_all(StoredJob.name == "ping", sort=StoredJob.created_at.desc())
        return await work.users.select_all(unlocked_since(Noon().now()), User.first_name.contains(words)), jobs


async def signed_in(core: Core, person: Person) -> tuple[TokenPair, Session | None]:
    await core.accounts.register(RegisterCommand(person=person, password=PASSWORD))
    answer = await core.sessions.log_in(
        LogInCommand(email=person.email, password=PASSWORD, platform=Platform.CUSTOMER, device=Device())
    )
    stored: StoredSession | None = await core.ports.token_store.find(UUID(int=0))
    return answer.tokens, stored.session if stored else None


def made(context: TokenStoreContext) -> SessionStorage:
    sessions = context.database().sessions()
    return SessionStorage(NoConnection(), sessions.store, sessions.find)


ADAPTER = TokenStoreAdapter(form="stone://HOST", read=ServerUrlRule(), make=made)


async def main() -> None:
    person = Person(
        email=EmailAddress("ada@example.org"),
        first_name=PersonName("Ada"),
        last_name=PersonName("Lovelace"),
        language=Language("en"),
    )
    async with use_cases(database_url="memory://") as core:
        tokens, _session = await signed_in(core, person)
        print(tokens.access_token)
        await renamed(core.ports.begin, core.ports.read, "ada@example.org")
"""

WRONG = """
from datetime import UTC, datetime
from uuid import uuid4

from application.accounts.use_cases import EditUser, LockUserCommand, User
from application.ports.unit_of_work import BeginWork, ReadWork
from application.sessions.use_cases import Session
from bootstrap.adapters.mailer import MailerAdapter
from bootstrap.settings.server_urls import ServerUrlRule


async def wrong(begin: BeginWork, read: ReadWork) -> None:
    User.token_version.contains("1")  # misc
    User.created_at.starts_with("2026")  # misc
    async with read() as work:
        await work.users.select_all(Session.user_id == uuid4())  # arg-type
        await work.users.select_one((User.is_locked == False) & (Session.user_id == uuid4()))  # operator
        await work.users.get_one(User.email == 5)  # arg-type
        await work.users.count(User.created_at > "yesterday")  # operator
        await work.users.exists(User.emial.is_none())  # attr-defined
        print((await work.users.get_by_id(uuid4())).emial)  # attr-defined
    async with begin() as writing:
        await writing.users.create(User(emial="ada@example.org"))  # call-arg
        await writing.jobs.create(User.invite)  # arg-type
        await writing.comit()  # attr-defined
    EditUser(begin)  # call-arg
    LockUserCommand(user_id="ada", by=uuid4())  # arg-type


ADAPTER = MailerAdapter(form="stone://HOST", read=ServerUrlRule(), make=print)  # arg-type
"""
