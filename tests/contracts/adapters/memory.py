from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from adapters.mailer.memory import MemoryMailer
from adapters.persistence.memory.database import MemoryDatabase
from adapters.persistence.memory.repository import MemoryRepository
from adapters.persistence.memory.unit_of_work import MemoryBeginWork, MemoryReadWork
from adapters.token_store.memory import MemoryTokenStore
from tests.contracts.conformance import Heard, Kept, Post, Shift, Storage, mailer, storage, token_store
from tests.contracts.sample_entities import Badge, Oddity


class MemoryOddities(MemoryRepository[Oddity]): ...


class MemoryBadges(MemoryRepository[Badge]): ...


@storage("memory")
@asynccontextmanager
async def memory(_folder: Path) -> AsyncIterator[Storage]:
    database, heard = MemoryDatabase(timeout=30), Heard()
    yield Storage(
        MemoryBeginWork(database, heard),
        MemoryReadWork(database),
        heard,
        lambda work: MemoryOddities(work.stage),
        lambda work: MemoryBadges(work.stage),
    )


@token_store("memory")
@asynccontextmanager
async def sessions_in_memory(_folder: Path) -> AsyncIterator[Kept]:
    shift = Shift()
    yield Kept(MemoryTokenStore(shift), shift)


@mailer("memory")
@asynccontextmanager
async def mails_in_memory(_folder: Path) -> AsyncIterator[Post]:
    kept = MemoryMailer()
    yield Post(kept, lambda: [f"{mail.to} {mail.subject} {mail.text}" for mail in kept.mails])
