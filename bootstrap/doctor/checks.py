"""What is looked at, in the order in which it is told: one line for each check."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import datetime
from functools import partial

from application.jobs.count_jobs import CountJobs
from application.ports.token_store import TokenStore
from bootstrap.container import Container
from bootstrap.doctor.clocks import Clocks
from bootstrap.doctor.forwarding import Forwarding
from bootstrap.doctor.hash_cost import HashCost
from bootstrap.doctor.keys import Keys
from bootstrap.doctor.mail import Mail
from bootstrap.doctor.measuring import fastest_hash
from bootstrap.doctor.other_origins import OtherOrigins
from bootstrap.doctor.place import Place
from bootstrap.doctor.reach import Reach
from bootstrap.doctor.reachable import Reachable
from bootstrap.doctor.schema import Schema
from bootstrap.doctor.secret_file import SecretFile
from bootstrap.doctor.showing import Showing
from bootstrap.knocking import knock_at_rabbitmq, knock_at_redis
from bootstrap.settings.settings import Settings
from bootstrap.storage import Storage
from entrypoints.cli.doctor.examination import Examination
from entrypoints.cli.doctor.finding import Check

KNOCKS: Mapping[str, Callable[[str], None]] = {
    "redis": knock_at_redis,
    "rediss": knock_at_redis,
    "amqp": knock_at_rabbitmq,
    "amqps": knock_at_rabbitmq,
}


def examination(container: Container) -> Examination:
    """Of a service whose connections are open."""
    settings = container.settings()
    cost = HashCost(settings.accounts.hash_memory, settings.accounts.hash_passes, fastest_hash)
    return Examination(together=list(_checks(container, settings)), alone=[cost])


def _checks(container: Container, settings: Settings) -> Iterator[Check]:
    file = settings.storage.database.file
    yield SecretFile(settings)
    yield Keys(container.foundation.key_ring if settings.keys.signing_keys else None, container.foundation.clock())
    yield from [Place(file)] if file and not file.exists() else _stored(container, settings)
    yield from _servers(container, settings)
    yield Mail(
        settings.mail.url.scheme, lambda: container.mail.smtp().rehearse(), settings.sender.text, settings.web.is_local
    )
    yield Reach(settings)
    yield OtherOrigins(settings)
    yield Forwarding(settings)
    yield Showing(settings)


def _stored(container: Container, settings: Settings) -> Iterator[Check]:
    storage: Storage = container.storage.storage()
    yield Reachable("database", storage.ping, f"{settings.storage.database.location} answers", storage.try_out)
    yield Schema(storage.revisions, CountJobs(container.storage.read(), container.foundation.clock()))


def _servers(container: Container, settings: Settings) -> Iterator[Check]:
    clocks = dict(_clocks(container, settings))
    if "Redis" in clocks:
        yield Reachable("token store", clocks["Redis"], "Redis keeps sessions", container.storage.sessions().try_out)
    if knock := KNOCKS.get(settings.jobs.broker.scheme):
        ask = partial(asyncio.to_thread, knock, settings.jobs.broker.text)
        yield Reachable("broker", ask, "It takes jobs", try_out=ask)
    if settings.limits.limiter.startswith("redis"):
        yield Reachable("rate limits", container.limits.counting().try_out, "Redis counts")
    yield Clocks(container.foundation.clock(), clocks)


def _clocks(container: Container, settings: Settings) -> Iterator[tuple[str, Callable[[], Awaitable[datetime]]]]:
    """Of those that are elsewhere."""
    if settings.storage.database.is_shared:
        storage: Storage = container.storage.storage()
        yield "the database", storage.token_store().now
    if settings.storage.token_store.is_redis:
        store: TokenStore = container.storage.token_store()
        yield "Redis", store.now
