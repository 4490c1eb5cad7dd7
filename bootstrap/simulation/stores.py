"""The stores that all processes of a simulation share, and each process's way to them.

One file although it is long: each port has the same few lines, which put the link before the store."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from uuid import UUID

import attrs

from adapters.persistence.memory.database import MemoryDatabase
from adapters.persistence.memory.lookup import look_up
from adapters.persistence.memory.repositories import MemoryRepositories
from adapters.persistence.memory.stage import Stage
from adapters.persistence.memory.unit_of_work import MemoryBeginWork, MemoryReadWork, MemoryUnitOfWork
from adapters.persistence.stored_unit_of_work import EventReceivers
from application.ports.event_sink import EventSink
from application.ports.rate_limiter import Decision, RateLimiter
from application.ports.subscriber import Subscribers
from application.ports.token_store import SessionPage, StoredSession, TokenStore
from application.ports.unit_of_work import BeginWork, ReadWork
from bootstrap.adapters.connection import NoConnection, always_available
from bootstrap.adapters.database import Storage, StoredSessions
from bootstrap.adapters.rate_limiter import LimiterChoice
from bootstrap.adapters.token_store import SessionStorage
from bootstrap.simulation.faults import Link
from domain.accounts.user import User
from domain.sessions.session import Session
from domain.shared_kernel.rate_limits import Quota


@attrs.frozen(eq=False)
class SharedStores:
    """The accounts and everything beside them, the sessions, and the counters of limits, in memory."""

    database: MemoryDatabase
    sessions: TokenStore
    limiter: RateLimiter


class LinkedUnitOfWork(MemoryUnitOfWork):
    """A unit of work in memory whose commit is sent over a link."""

    def __init__(self, stage: Stage, receivers: EventReceivers, link: Link) -> None:
        super().__init__(stage, receivers)
        self._link = link

    async def commit(self) -> None:
        """Commits. Raises ``ServiceUnavailableException`` if the request or the result of the commit is lost."""
        async with self._link.operation():
            await super().commit()


@attrs.frozen(eq=False, repr=False)
class LinkedBeginWork(BeginWork):
    """Opens units of work over a link."""

    begin: MemoryBeginWork
    link: Link

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[LinkedUnitOfWork]:
        """Opens a unit of work that writes."""
        await self.link.send()
        async with self.begin() as work:
            yield LinkedUnitOfWork(work.stage, EventReceivers(self.begin.events, self.begin.subscribers), self.link)


@attrs.frozen(eq=False, repr=False)
class LinkedReadWork(ReadWork):
    """Opens snapshots over a link."""

    read: MemoryReadWork
    link: Link

    @asynccontextmanager
    async def __call__(self, *, snapshot: bool = True) -> AsyncIterator[MemoryRepositories]:
        """Opens a snapshot."""
        await self.link.send()
        async with self.read(snapshot=snapshot) as work:
            yield work


@attrs.frozen(eq=False, repr=False)
class LinkedTokenStore(TokenStore):
    """A token store over a link."""

    store: TokenStore
    link: Link

    async def now(self) -> datetime:
        """Returns the store's time."""
        async with self.link.operation():
            return await self.store.now()

    async def add(self, session: Session) -> None:
        """Stores a new session."""
        async with self.link.operation():
            await self.store.add(session)

    async def find(self, session_id: UUID) -> StoredSession | None:
        """Finds a session."""
        async with self.link.operation():
            return await self.store.find(session_id)

    async def replace(self, session: Session) -> bool:
        """Compares and sets."""
        async with self.link.operation():
            return await self.store.replace(session)

    async def remove(self, session_id: UUID) -> bool:
        """Ends a session."""
        async with self.link.operation():
            return await self.store.remove(session_id)

    async def remove_many(self, session_ids: Sequence[UUID]) -> int:
        """Ends several sessions."""
        async with self.link.operation():
            return await self.store.remove_many(session_ids)

    async def page_for_user(self, user_id: UUID, after: str | None = None) -> SessionPage:
        """Returns some of the sessions of a user."""
        async with self.link.operation():
            return await self.store.page_for_user(user_id, after)

    async def count_for_user(self, user_id: UUID) -> int:
        """Counts the sessions of a user."""
        async with self.link.operation():
            return await self.store.count_for_user(user_id)

    async def remove_expired(self, limit: int) -> int:
        """Removes expired sessions."""
        async with self.link.operation():
            return await self.store.remove_expired(limit)


@attrs.frozen(eq=False, repr=False)
class LinkedRateLimiter(RateLimiter):
    """A rate limiter over a link that is slow, but never fails: the port promises that it raises nothing."""

    limiter: RateLimiter
    link: Link

    async def take(self, quotas: Sequence[Quota]) -> Decision:
        """Takes one unit of each quota, or none."""
        self.link.require_alive()
        return await self.limiter.take(quotas)

    async def refund(self, quotas: Sequence[Quota]) -> None:
        """Returns a unit."""
        self.link.require_alive()
        await self.limiter.refund(quotas)

    async def reset(self, quotas: Sequence[Quota]) -> None:
        """Makes all units free."""
        self.link.require_alive()
        await self.limiter.reset(quotas)


def linked_storage(stores: SharedStores, link: Link, events: EventSink, subscribers: Subscribers) -> Storage:
    """Returns the storage of one process."""
    database = stores.database

    async def find_user(pk: UUID) -> User | None:
        async with link.operation():
            return await look_up(database, User, pk)

    async def nothing_to_migrate() -> bool:
        return False

    async def as_new() -> tuple[str | None, str]:
        return "memory", "memory"

    return Storage(
        connection=NoConnection(),
        migrate=nothing_to_migrate,
        revisions=as_new,
        check_server=always_available,
        ping=always_available,
        connections=lambda: 0,
        begin=LinkedBeginWork(MemoryBeginWork(database, events, subscribers), link),
        read=LinkedReadWork(MemoryReadWork(database), link),
        find_user=find_user,
        sessions=lambda: StoredSessions(stores.sessions, LinkedTokenStore(stores.sessions, link).find),
    )


def linked_sessions(stores: SharedStores, link: Link) -> SessionStorage:
    """Returns the token store of one process."""
    store = LinkedTokenStore(stores.sessions, link)
    return SessionStorage(NoConnection(), store, store.find)


def linked_limiter(stores: SharedStores, link: Link) -> LimiterChoice:
    """Returns the rate limiter of one process."""
    return LimiterChoice(NoConnection(), LinkedRateLimiter(stores.limiter, link))
