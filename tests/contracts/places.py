"""Opens adapters by their URLs, as the service does: one, another that must see what the first does, and one whose
server is away."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta

from adapters.event_sink.memory import MemoryEventSink
from adapters.key_derivation.hkdf import derive_keys
from application.ports.rate_limiter import RateLimiter
from application.ports.subscriber import no_subscribers
from application.ports.token_store import TokenStore
from bootstrap.adapters.broker import BrokerAdapter, BrokerClient, BrokerContext
from bootstrap.adapters.connection import Connection
from bootstrap.adapters.database import Storage, StorageAdapter, StorageContext
from bootstrap.adapters.password_hasher import HasherAdapter, HasherChoice, HasherContext
from bootstrap.adapters.rate_limiter import LimiterChoice, RateLimiterAdapter, RateLimiterContext
from bootstrap.adapters.token_store import SessionStorage, TokenStoreAdapter, TokenStoreContext
from bootstrap.settings.accounts import AccountSettings
from bootstrap.settings.adapter_tables import BROKERS, PASSWORD_HASHERS, RATE_LIMITERS, STORAGES, TOKEN_STORES
from tests.contracts.conformance import OpenedBroker, OpenedHasher, OpenedRateLimiters, OpenedTokenStore, Place
from tests.contracts.opening import FactoryFault, built, part_of, two_of
from tests.support.clocks import MovableClock

ENOUGH = timedelta(seconds=30)
IMPATIENT = timedelta(seconds=1)
"""The timeout of an adapter whose server is away."""
KEYS = derive_keys("for-the-kit-alone-0123456789-abcdefghijklmnopqrstuvwxyz")


@asynccontextmanager
async def opened_storage(url: str, clock: MovableClock, within: timedelta = ENOUGH) -> AsyncIterator[Storage]:
    """A storage, without migrating it."""
    context = StorageContext(
        url=STORAGES.read(url),
        events=MemoryEventSink(),
        subscribers=no_subscribers,
        clock=clock,
        clock_offset=lambda: clock.offset,
        timeout=within,
    )
    storage = built(STORAGES, context.url.text, StorageAdapter, context, Storage)
    async with _open(storage.connection):
        yield storage


@asynccontextmanager
async def opened_store(
    url: str, clock: MovableClock, within: timedelta = ENOUGH, *, in_database: bool = False
) -> AsyncIterator[TokenStore]:
    """A token store; ``url`` is that of a database if it is in one."""
    async with AsyncExitStack() as stack:
        storage = await stack.enter_async_context(opened_storage(url if in_database else "memory://", clock, within))
        own = "database://" if in_database else url
        context = TokenStoreContext(
            url=TOKEN_STORES.read(own),
            clock=clock,
            clock_offset=lambda: clock.offset,
            timeout=within,
            database=lambda: storage,
        )
        sessions = built(TOKEN_STORES, own, TokenStoreAdapter, context, SessionStorage)
        part_of(sessions, "store", own)
        await stack.enter_async_context(_open(sessions.connection))
        yield sessions.store


@asynccontextmanager
async def opened_limiter(url: str, clock: MovableClock, within: timedelta = ENOUGH) -> AsyncIterator[RateLimiter]:
    """A rate limiter."""
    context = RateLimiterContext(
        url=RATE_LIMITERS.read(url),
        clock=clock,
        keys=lambda: KEYS,
        clock_offset=lambda: clock.offset,
        timeout=within,
    )
    choice = built(RATE_LIMITERS, url, RateLimiterAdapter, context, LimiterChoice)
    part_of(choice, "limiter", url)
    async with _open(choice.connection):
        yield choice.limiter


@asynccontextmanager
async def token_stores_at(place: Place) -> AsyncIterator[OpenedTokenStore]:
    """Two token stores that share what they keep, as two processes would, unless they are volatile."""
    clock, is_volatile = MovableClock(), not place.in_database and TOKEN_STORES.is_volatile(place.scheme)
    async with (
        opened_store(place.url, clock, in_database=place.in_database) as store,
        opened_store(place.url, clock, in_database=place.in_database) as other,
    ):
        two_of(store, other, "token store")
        yield OpenedTokenStore(store, clock, other, place, is_volatile)


@asynccontextmanager
async def rate_limiters_at(place: Place) -> AsyncIterator[OpenedRateLimiters]:
    """Two rate limiters that count together; a volatile one counts with itself alone."""
    clock, is_volatile = MovableClock(), RATE_LIMITERS.is_volatile(place.scheme)
    async with opened_limiter(place.url, clock) as limiter, opened_limiter(place.url, clock) as other:
        two_of(limiter, other, "rate limiter")
        yield OpenedRateLimiters((limiter, limiter if is_volatile else other), clock, place, is_volatile)


@asynccontextmanager
async def url_away(place: Place, kind: str) -> AsyncIterator[str]:
    """A URL whose server is ``gone``, or ``silent``: it takes connections and says nothing. Raises ``FactoryFault`` if
    the place names none that is gone."""
    if kind == "gone":
        if place.away is None:
            raise FactoryFault(f"{place.scheme}:// is not volatile: name a URL whose server is gone, Place(…, away=…)")
        yield place.away
    else:
        assert place.silent is not None
        server = await asyncio.start_server(_say_nothing, "127.0.0.1", 0)
        yield place.silent(server.sockets[0].getsockname()[1])
        server.close()


async def _say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while await reader.read(1024):
        pass
    writer.close()


@asynccontextmanager
async def _open(connection: Connection) -> AsyncIterator[None]:
    await connection.open()
    try:
        yield
    finally:
        await connection.close()


def made_broker(url: str) -> BrokerClient:
    """A broker, which connects at its first use."""
    context = BrokerContext(url=BROKERS.read(url), middleware=list)
    return built(BROKERS, url, BrokerAdapter, context, BrokerClient)


@asynccontextmanager
async def brokers_at(place: Place) -> AsyncIterator[OpenedBroker]:
    """Two clients of one broker."""
    client, other = made_broker(place.url), made_broker(place.url)
    two_of(client.dramatiq, other.dramatiq, "broker")
    try:
        yield OpenedBroker(client, other, place, BROKERS.is_volatile(place.scheme))
    finally:
        for each in (client, other):
            await asyncio.to_thread(each.dramatiq.close)


@asynccontextmanager
async def hasher_at(place: Place) -> AsyncIterator[OpenedHasher]:
    """A hasher with parameters that cost next to nothing, where it takes any."""
    name = PASSWORD_HASHERS.read(place.url)
    context = HasherContext(name=name, threads=1, settings=AccountSettings(hasher=name, hash_memory=8, hash_passes=1))
    choice = built(PASSWORD_HASHERS, place.url, HasherAdapter, context, HasherChoice)
    part_of(choice, "hasher", place.url)
    try:
        yield OpenedHasher(choice.hasher)
    finally:
        choice.close()
