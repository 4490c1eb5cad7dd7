"""The checks of ``cortex doctor`` that adapters bring, and the packages that they come from."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs

from bootstrap.adapters.broker import BrokerAdapter, broker_client
from bootstrap.adapters.database import StorageAdapter
from bootstrap.adapters.mailer import MailerAdapter
from bootstrap.adapters.password_hasher import HasherAdapter
from bootstrap.adapters.rate_limiter import RateLimiterAdapter
from bootstrap.adapters.token_store import TokenStoreAdapter
from bootstrap.containers.container import Container
from bootstrap.registry.adapter import Adapter
from bootstrap.registry.adapter_table import AdapterTable
from bootstrap.settings.adapter_tables import (
    BROKERS,
    MAILERS,
    PASSWORD_HASHERS,
    RATE_LIMITERS,
    STORAGES,
    TOKEN_STORES,
)
from bootstrap.settings.settings import Settings
from entrypoints.cli.doctor.checks.adapters import AdapterOrigins, ChosenAdapter
from entrypoints.cli.doctor.finding import Check


@attrs.frozen
class _Choice:
    """A port with the scheme that was chosen for it. ``build`` makes the adapter, or returns what was made."""

    about: str
    table: AdapterTable[Any]
    kind: type[Adapter[Any, Any, Any]]
    scheme: str
    build: Callable[[], object]


def adapter_checks(container: Container, settings: Settings) -> Iterator[Check]:
    """Yields the check that names the package of each chosen adapter, and those that these adapters bring."""
    choices = list(_choices(container, settings))
    unchosen = [
        f"{scheme}:// ({package})"
        for choice in choices
        for scheme, package in choice.table.outside().items()
        if scheme != choice.scheme
    ]
    chosen = [ChosenAdapter(choice.about, choice.scheme, choice.table.origin(choice.scheme)) for choice in choices]
    yield AdapterOrigins(chosen, unchosen)
    for choice in choices:
        yield from _brought(choice)


def _brought(choice: _Choice) -> Sequence[Check]:
    if choice.table.is_built_in(choice.scheme):
        return ()
    return choice.table.adapter(choice.scheme, choice.kind).checks(choice.build())


def _choices(container: Container, settings: Settings) -> Iterator[_Choice]:
    storage, broker = settings.storage, settings.jobs.broker
    yield _Choice("database", STORAGES, StorageAdapter, storage.database.scheme, container.database)
    yield _Choice("token store", TOKEN_STORES, TokenStoreAdapter, storage.token_store.scheme, container.token_store)
    yield _Choice("broker", BROKERS, BrokerAdapter, broker.scheme, lambda: broker_client(broker))
    if settings.limits.are_on:
        counter = settings.limits.counter
        yield _Choice("rate limits", RATE_LIMITERS, RateLimiterAdapter, counter.scheme, container.limiter_choice)
    yield _Choice("mail", MAILERS, MailerAdapter, settings.mail.url.scheme, container.mailer_choice)
    hasher = settings.accounts.hasher
    yield _Choice("password hash", PASSWORD_HASHERS, HasherAdapter, hasher.scheme, container.hasher_choice)
