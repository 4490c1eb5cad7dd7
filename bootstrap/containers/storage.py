"""Where accounts and sessions are kept: the scheme of a URL picks the adapter."""

from collections.abc import Callable
from datetime import timedelta

from dependency_injector import containers, providers

from application.ports.clock import Clock
from application.ports.event_sink import EventSink
from application.ports.token_store import TokenStore
from application.ports.unit_of_work import BeginWork, ReadWork
from bootstrap.settings import Settings
from bootstrap.storage import Storage, memory_storage, memory_token_store, sqlalchemy_storage


class StorageContainer(containers.DeclarativeContainer):
    settings: providers.Dependency[Settings] = providers.Dependency(instance_of=Settings)
    clock: providers.Dependency[Clock] = providers.Dependency()
    events: providers.Dependency[EventSink] = providers.Dependency()

    clock_offset: providers.Provider[Callable[[], timedelta]] = providers.Object(timedelta)
    """How far the time of a database is moved: not at all."""

    storages: dict[str, providers.Provider[Storage]] = {
        "memory": providers.Singleton(memory_storage, events=events, clock=clock),
        "sqlite+aiosqlite": providers.Singleton(
            sqlalchemy_storage, url=settings.provided.database_url, events=events, clock_offset=clock_offset
        ),
    }
    storage: providers.Provider[Storage] = providers.Selector(settings.provided.database_scheme, **storages)
    begin: providers.Provider[BeginWork] = storage.provided.begin
    read: providers.Provider[ReadWork] = storage.provided.read

    token_stores: dict[str, providers.Provider[TokenStore]] = {
        "memory": providers.Singleton(memory_token_store, clock=clock),
        "database": providers.Singleton(storage.provided.token_store.call()),
    }
    token_store: providers.Provider[TokenStore] = providers.Selector(
        settings.provided.token_store_scheme, **token_stores
    )
