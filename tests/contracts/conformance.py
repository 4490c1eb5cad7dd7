"""The conformance kit: whoever writes an adapter registers one factory, and every contract of its port is asked of it.

A factory yields the ``Place`` where an adapter keeps its data: the kit opens it there as the service does, several
times, in other processes, and where its server is away. A storage and a mailer yield a little more. A file in
``tests/contracts/adapters`` registers the adapters of this repository. One that lives elsewhere is named by its module
in ``CORTEX_CONFORMANCE``, with a comma between several. ``make conformance`` asks, and reports.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, Generic, TypeVar

import attrs

from application.ports.event_sink import EventSink
from application.ports.mailer import Mailer
from application.ports.password_hasher import PasswordHasher
from application.ports.rate_limiter import RateLimiter
from application.ports.repository import Repository
from application.ports.subscriber import Subscriber
from application.ports.token_store import TokenStore
from application.ports.unit_of_work import BeginWork, ReadWork
from bootstrap.adapters.broker import BrokerClient
from bootstrap.registry.adapter_table import scheme_of
from bootstrap.settings.adapter_tables import STORAGES
from domain.shared_kernel.events import DomainEvent
from tests.contracts.sample_entities import Badge, Knot, Oddity, Ribbon
from tests.support.clocks import MovableClock

T = TypeVar("T")
Factory = Callable[[Path], AbstractAsyncContextManager[T]]
"""Opens the adapter, empty, for as long as the block lasts; the folder is its own."""

OTHERS_VARIABLE = "CORTEX_CONFORMANCE"


@attrs.frozen
class Place:
    """An empty place of an adapter's data, by its URL. ``away`` is the URL of a place whose server is gone: only
    volatile adapters need none. ``silent`` makes the URL of a server that takes connections at a port of this machine
    and says nothing, for adapters that have a server. For a token store that is ``in_database`` all three are URLs of
    the storage."""

    url: str
    away: str | None = None
    silent: Callable[[int], str] | None = None
    in_database: bool = False

    @property
    def scheme(self) -> str:
        return scheme_of(self.url)


@attrs.frozen
class Port(Generic[T]):
    """``@storage("sqlite")`` registers the factory below it, which yields a value of the type ``yields``."""

    name: str
    yields: type[T]
    adapters: dict[str, Factory[T]] = attrs.field(factory=dict)

    def __call__(self, name: str) -> Callable[[Factory[T]], Factory[T]]:
        def register(factory: Factory[T]) -> Factory[T]:
            self.adapters[name] = factory
            return factory

        return register


class RecordingEventSink(EventSink):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.events: list[DomainEvent] = []

    def publish(self, events: Sequence[DomainEvent]) -> None:
        self.events.extend(events)


@attrs.frozen
class OpenedStorage:
    """``event_sink`` and ``subscribers`` are what units of work were given; a test adds its own subscribers to the
    list. ``oddities`` and ``badges`` make further repositories of a unit of work, over entities that have every kind of
    field. ``place`` is where all of it is stored. ``ribbons`` and ``knots`` are over entities that refer to badges and
    to each other."""

    begin: BeginWork
    read: ReadWork
    event_sink: RecordingEventSink
    subscribers: list[Subscriber]
    oddities: Callable[[Any], Repository[Oddity]]
    badges: Callable[[Any], Repository[Badge]]
    place: Place | None = None
    ribbons: Callable[[Any], Repository[Ribbon]] | None = None
    knots: Callable[[Any], Repository[Knot]] | None = None

    @property
    def is_volatile(self) -> bool:
        return self.place is not None and STORAGES.is_volatile(self.place.scheme)


@attrs.frozen
class OpenedTokenStore:
    """A token store, the hand on its clock, and another one at the same place. A volatile one shares nothing."""

    store: TokenStore
    clock: MovableClock
    other: TokenStore
    place: Place
    is_volatile: bool


@attrs.frozen
class OpenedRateLimiters:
    """Two rate limiters that count together, as two processes would where they can, and the hand on their clock."""

    limiters: tuple[RateLimiter, RateLimiter]
    clock: MovableClock
    place: Place
    is_volatile: bool


@attrs.frozen
class OpenedBroker:
    """Two clients of a broker, as two processes have them."""

    client: BrokerClient
    other: BrokerClient
    place: Place
    is_volatile: bool


@attrs.frozen
class OpenedHasher:
    """A password hasher."""

    hasher: PasswordHasher


@attrs.frozen
class OpenedMailer:
    """A mailer, and what arrived of its mails: for each what somebody reads, its address and its subject too.
    ``out_of_reach`` is a block in which nobody takes mails; only a mailer that ``is_local``, without a server, needs
    none."""

    mailer: Mailer
    arrived: Callable[[], Sequence[str]]
    out_of_reach: Callable[[], AbstractAsyncContextManager[None]] | None = None
    is_local: bool = False


storage = Port("storage", OpenedStorage)
token_store = Port("token store", Place)
rate_limiter = Port("rate limiter", Place)
broker = Port("broker", Place)
password_hasher = Port("password hasher", Place)
mailer = Port("mailer", OpenedMailer)


def gather() -> None:
    """Has every adapter register itself."""
    folder = Path(__file__).with_name("adapters")
    for file in iter_modules([str(folder)]):
        import_module(f"tests.contracts.adapters.{file.name}")
    for module in filter(None, os.environ.get(OTHERS_VARIABLE, "").split(",")):
        import_module(module)
