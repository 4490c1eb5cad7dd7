from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from adapters.mailer.memory import MemoryMailer
from adapters.persistence.memory.database import MemoryDatabase
from adapters.persistence.memory.repository import MemoryRepository
from adapters.persistence.memory.unit_of_work import MemoryBeginWork, MemoryReadWork
from application.ports.subscriber import Subscriber
from tests.contracts.conformance import (
    OpenedMailer,
    OpenedStorage,
    Place,
    RecordingEventSink,
    broker,
    mailer,
    storage,
    token_store,
)
from tests.contracts.sample_entities import Badge, Knot, Oddity, Ribbon


class MemoryOddities(MemoryRepository[Oddity]): ...


class MemoryBadges(MemoryRepository[Badge]): ...


class MemoryRibbons(MemoryRepository[Ribbon]): ...


class MemoryKnots(MemoryRepository[Knot]): ...


@storage("memory")
@asynccontextmanager
async def memory(_folder: Path) -> AsyncIterator[OpenedStorage]:
    database, event_sink = MemoryDatabase(timeout=30), RecordingEventSink()
    subscribers: list[Subscriber] = []
    yield OpenedStorage(
        MemoryBeginWork(database, event_sink, lambda: subscribers),
        MemoryReadWork(database),
        event_sink,
        subscribers,
        lambda work: MemoryOddities(work.stage),
        lambda work: MemoryBadges(work.stage),
        Place("memory://"),
        lambda work: MemoryRibbons(work.stage),
        lambda work: MemoryKnots(work.stage),
    )


@token_store("memory")
@asynccontextmanager
async def sessions_in_memory(_folder: Path) -> AsyncIterator[Place]:
    yield Place("memory://")


@broker("memory")
@asynccontextmanager
async def jobs_in_memory(_folder: Path) -> AsyncIterator[Place]:
    yield Place("memory://")


@mailer("memory")
@asynccontextmanager
async def mails_in_memory(_folder: Path) -> AsyncIterator[OpenedMailer]:
    mailer_in_memory = MemoryMailer()
    yield OpenedMailer(
        mailer_in_memory,
        lambda: [f"{mail.to} {mail.subject} {mail.text}" for mail in mailer_in_memory.mails],
        is_local=True,
    )
