"""The whole service without its entrypoints, and a method for each thing that people do with it."""

import asyncio
import atexit
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path
from shutil import copyfile, rmtree
from tempfile import mkdtemp
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import attrs
from dependency_injector import providers

from adapters.event_sink.memory import MemoryEventSink
from adapters.mailer.memory import MemoryMailer
from adapters.translator.babel import BabelTranslator
from application.accounts.edit_user_as_staff import EditUserAsStaffCommand
from application.accounts.lock_user import LockUserCommand
from application.accounts.services.register_command import RegisterCommand
from application.accounts.unlock_user import UnlockUserCommand
from application.listing import Paging
from application.ports.mailer import Mail
from application.sessions.change_password import ChangePasswordCommand
from application.sessions.log_in import LogInCommand
from application.sessions.log_out import LogOutCommand
from application.sessions.refresh_tokens import RefreshCommand
from application.sessions.services.principal import Principal
from application.sessions.services.tokens import TokenPair
from bootstrap.containers.container import Container
from bootstrap.domains.all_settings import parse_settings
from bootstrap.lifecycle import running
from bootstrap.settings.settings import Settings
from domain.access.role import Role
from domain.accounts.email_address import EmailAddress
from domain.accounts.person import Person
from domain.accounts.person_name import PersonName
from domain.accounts.user import User
from domain.jobs.stored_job import StoredJob
from domain.sessions.session import Device, Session
from domain.shared_kernel.actor import Actor
from domain.shared_kernel.language import Language, Languages
from domain.shared_kernel.platform import Platform
from domain.shared_kernel.sorting import Sort
from tests.support.clocks import CountingClock, StoppedClock, middle_of_a_step
from tests.support.doses import ON_CI

PASSWORD = "vXq3-mountain-river"
SECRET = "for-tests-alone-0123456789-abcdefghijklmnopqrstuvwxyz"
DATABASE = "cortex.db"
STORES = {
    "memory": ("memory://", "memory://"),
    "sqlite": ("sqlite+aiosqlite:///{folder}/cortex.db", "database://"),
    "sqlite, sessions in memory": ("sqlite+aiosqlite:///{folder}/cortex.db", "memory://"),
    "memory, sessions in redis": ("memory://", "{redis}"),
    "sqlite, sessions in redis": ("sqlite+aiosqlite:///{folder}/cortex.db", "{redis}"),
    "postgresql": ("{postgresql}", "database://"),
    "postgresql, sessions in memory": ("{postgresql}", "memory://"),
    "postgresql, sessions in redis": ("{postgresql}", "{redis}"),
}
"""What can be chosen: the URLs of the accounts and of the sessions."""
MATRIX = tuple(STORES) if ON_CI else ("memory", "sqlite", "postgresql, sessions in redis")
"""Where the whole service is asked over HTTP: on CI each storage with each token store, else every kind once."""
ENOUGH = timedelta(seconds=30)
NOWHERE = {"postgresql": "postgresql+asyncpg://nowhere/at-all", "redis": "redis://nowhere"}


GENEROUS = dict.fromkeys(
    (
        "rate_limit_requests",
        "rate_limit_sign_ins",
        "rate_limit_mails",
        "rate_limit_mails_to",
        "rate_limit_guesses",
        "rate_limit_all_guesses",
    ),
    "10000000/minute",
)
"""Limits that nobody meets who does not test them, however quick the machine is."""


async def servers_for(store: str, folder: Path) -> dict[str, str]:
    """The servers that one of ``STORES`` needs, empty unless this folder was there before."""
    from tests.support.servers import postgresql, valkey  # what is not needed is not imported

    needed = "".join(STORES[store])
    servers = {"postgresql": postgresql.emptied_url, "redis": valkey.emptied_url}
    return {name: await url(folder) for name, url in servers.items() if f"{{{name}}}" in needed}


def settings_of(**given: object) -> Settings:
    """Settings, each given as it could be written, by its name."""
    settings, wrong = parse_settings(given)
    assert not wrong, [declaration.name for declaration in wrong]
    return settings


def settings_for(store: str, folder: Path, servers: Mapping[str, str] = NOWHERE, **others: object) -> Settings:
    """Settings over one of ``STORES``, with hashes that cost next to nothing."""
    database_url, token_store_url = (url.format(folder=folder, **servers) for url in STORES[store])
    chosen = {
        "database_url": database_url,
        "token_store_url": token_store_url,
        "secret_key": SECRET,
        "mail_url": "memory://",
        "password_hash_memory": 8,
        "password_hash_passes": 1,
        **GENEROUS,
    }
    return settings_of(**(chosen | others))


@attrs.frozen
class AppHarness:
    container: Container
    clock: StoppedClock
    events: MemoryEventSink

    async def register(
        self, email: str, password: str = PASSWORD, *, staff: bool = False, role: Role | None = None
    ) -> User:
        person = Person(
            email=EmailAddress(email),
            first_name=PersonName("Grace"),
            last_name=PersonName("Hopper"),
            language=Language("en"),
        )
        command = RegisterCommand(person=person, password=password)
        accounts = self.container.accounts()
        if staff or role:
            return await accounts.create_staff_user(command, role or Role.OWNER)
        await accounts.register(command)
        return await self.user(email)

    async def user(self, email: str) -> User:
        async with self.container.ports().read() as work:
            return await work.users.get_one(User.email == EmailAddress(email))

    async def log_in(
        self, email: str, password: str = PASSWORD, *, platform: Platform = Platform.CUSTOMER
    ) -> TokenPair:
        credentials = LogInCommand(email=EmailAddress(email), password=password, platform=platform, device=Device())
        return await self.container.auth_service().login(credentials)

    async def refresh(self, refresh_token: str, *, platform: Platform = Platform.CUSTOMER) -> TokenPair:
        renewal = RefreshCommand(refresh_token=refresh_token, platform=platform)
        return await self.container.sessions().refresh_tokens(renewal)

    async def who_am_i(self, access_token: str, *, platform: Platform = Platform.CUSTOMER) -> Principal:
        return await self.container.sessions().authenticate(access_token, platform)

    async def log_out(self, refresh_token: str) -> None:
        await self.container.sessions().log_out(LogOutCommand(refresh_token=refresh_token, platform=Platform.CUSTOMER))

    async def log_out_everywhere(self, user_id: UUID) -> None:
        await self.container.sessions().log_out_everywhere(user_id)

    async def lock(self, user_id: UUID, *, by: Actor) -> None:
        await self.container.accounts().lock_user(LockUserCommand(user_id=user_id, by=by))

    async def unlock(self, user_id: UUID, *, by: Actor) -> None:
        await self.container.accounts().unlock_user(UnlockUserCommand(user_id=user_id, by=by))

    async def set_role(self, user_id: UUID, role: Role | None, *, by: Actor) -> User:
        command = EditUserAsStaffCommand(user_id=user_id, by=by, role=role, sets_role=True)
        return await self.container.accounts().edit_user_as_staff(command)

    async def change_password(self, principal: Principal, current: str, new: str) -> TokenPair:
        change = ChangePasswordCommand(principal=principal, current_password=current, new_password=new, device=Device())
        return (await self.container.sessions().change_password(change)).tokens

    async def sessions_of(self, user_id: UUID) -> list[Session]:
        listed = await self.container.sessions().list_sessions(user_id, Paging(sort=Sort("created_at"), limit=100))
        return list(listed.page.items)

    async def do_jobs(self) -> None:
        """Does every job that waits, as a worker would, in the order in which they were asked for."""
        while due := await self._due():
            for job in due:
                await asyncio.create_task(self.container.run_job()(job))

    async def _due(self) -> list[UUID]:
        async with self.container.ports().read() as work:
            return [job.pk for job in await work.jobs.select_all(StoredJob.due(self.clock.now()))]

    async def mails(self) -> list[Mail]:
        """Every mail that was sent so far, and those that wait."""
        await self.do_jobs()
        mailer = self.container.mailer()
        assert isinstance(mailer, MemoryMailer)
        return mailer.mails

    async def mails_to(self, email: str) -> list[str]:
        """What the mails to an address are about."""
        return [mail.subject for mail in await self.mails() if mail.to == email]

    async def mailed_token(self, email: str) -> str:
        """The secret part of the link that was mailed last to an address."""
        links = [mail.link for mail in await self.mails() if mail.to == email and mail.link]
        return parse_qs(urlsplit(links[-1]).query)["token"][0]

    def pass_time(self, **span: float) -> None:
        self.clock.pass_time(**span)


@cache
def translator(languages: Languages) -> BabelTranslator:
    """One for all that speak the same: nobody changes it."""
    return BabelTranslator(languages=languages)


_laid_out: list[Path] = []


async def lay_out(folder: Path) -> None:
    """A database file without a row, brought up to date once and copied since, unless one is there."""
    if not _laid_out:
        aside = Path(mkdtemp(prefix="cortex-laid-out-"))
        atexit.register(rmtree, aside)
        async with running(Container(settings=settings_for("sqlite", aside))):
            _laid_out.append(aside)
    await asyncio.to_thread(_copy, folder)


def _copy(folder: Path) -> None:
    if not (folder / DATABASE).exists():
        copyfile(_laid_out[0] / DATABASE, folder / DATABASE)


@asynccontextmanager
async def app_harness(store: str, folder: Path, **others: object) -> AsyncIterator[AppHarness]:
    """A running service over one of ``STORES``, whose time can be moved."""
    clock, events = CountingClock(middle_of_a_step()), MemoryEventSink()
    servers = await servers_for(store, folder)
    if store.startswith("sqlite"):
        await lay_out(folder)
    container = Container(settings=settings_for(store, folder, servers, **others))
    container.translator.override(providers.Object(translator(container.settings().languages.spoken)))
    container.clock.override(providers.Object(clock))
    container.events.override(providers.Object(events))
    container.server_timeout.override(providers.Object(ENOUGH))
    container.clock_offset.override(providers.Object(lambda: clock.offset))
    async with running(container):
        yield AppHarness(container, clock, events)
