"""The conformance kit: whoever writes an adapter registers one factory, and every contract of its port is asked of it.

A file in ``tests/contracts/adapters`` does so for an adapter of this repository. One that lives elsewhere is named by
its module in ``CORTEX_CONFORMANCE``, with a comma between several. ``make conformance`` asks, and reports.
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
from application.ports.rate_limiter import RateLimiter
from application.ports.repository import Repository
from application.ports.subscriber import Subscriber
from application.ports.token_store import TokenStore
from application.ports.unit_of_work import BeginWork, ReadWork
from domain.shared_kernel.events import DomainEvent
from tests.contracts.sample_entities import Badge, Oddity
from tests.support.clocks import MovableClock

T = TypeVar("T")
Factory = Callable[[Path], AbstractAsyncContextManager[T]]
"""Opens the adapter, empty, for as long as the block lasts; the folder is its own."""

OTHERS_VARIABLE = "CORTEX_CONFORMANCE"


@attrs.frozen
class Port(Generic[T]):
    """``@storage("sqlite")`` registers the factory below it."""

    name: str
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
    field."""

    begin: BeginWork
    read: ReadWork
    event_sink: RecordingEventSink
    subscribers: list[Subscriber]
    oddities: Callable[[Any], Repository[Oddity]]
    badges: Callable[[Any], Repository[Badge]]


@attrs.frozen
class OpenedTokenStore:
    """A token store and the hand on its clock."""

    store: TokenStore
    clock: MovableClock


@attrs.frozen
class OpenedRateLimiters:
    """Two rate limiters that count together, as two processes would where they can, and the hand on their clock."""

    limiters: tuple[RateLimiter, RateLimiter]
    clock: MovableClock


@attrs.frozen
class OpenedMailer:
    """A mailer, and what arrived of its mails: for each what somebody reads, its address and its subject too.
    ``out_of_reach`` is a block in which nobody takes mails, where that can happen."""

    mailer: Mailer
    arrived: Callable[[], Sequence[str]]
    out_of_reach: Callable[[], AbstractAsyncContextManager[None]] | None = None


storage = Port[OpenedStorage]("storage")
token_store = Port[OpenedTokenStore]("token store")
rate_limiter = Port[OpenedRateLimiters]("rate limiter")
mailer = Port[OpenedMailer]("mailer")


def gather() -> None:
    """Has every adapter register itself."""
    folder = Path(__file__).with_name("adapters")
    for file in iter_modules([str(folder)]):
        import_module(f"tests.contracts.adapters.{file.name}")
    for module in filter(None, os.environ.get(OTHERS_VARIABLE, "").split(",")):
        import_module(module)
