"""Where accounts and sessions are kept: the scheme of a URL picks the adapter."""

from collections.abc import Callable
from datetime import timedelta

from dependency_injector import containers, providers

from application.ports.clock import Clock
from application.ports.event_sink import EventSink
from application.ports.token_store import TokenStore
from application.ports.unit_of_work import BeginWork, ReadWork
from bootstrap.adapters.database import Storage, memory_storage, sqlalchemy_storage
from bootstrap.adapters.token_store import SessionStorage, memory_sessions, redis_sessions, sessions_in_database
from bootstrap.settings.settings import Settings


class StorageContainer(containers.DeclarativeContainer):
    settings: providers.Dependency[Settings] = providers.Dependency(instance_of=Settings)
    clock: providers.Dependency[Clock] = providers.Dependency()
    events: providers.Dependency[EventSink] = providers.Dependency()

    clock_offset: providers.Provider[Callable[[], timedelta]] = providers.Object(timedelta)
    """How far the time of a database is moved: not at all."""

    patience: providers.Provider[timedelta | None] = providers.Object(None)
    """How long to wait for a storage: as long as suits it."""

    in_sql = providers.Singleton(
        sqlalchemy_storage,
        url=settings.provided.storage.database.text,
        events=events,
        clock_offset=clock_offset,
        patience=patience,
    )
    storages: dict[str, providers.Provider[Storage]] = {
        "memory": providers.Singleton(memory_storage, events=events, clock=clock),
        "sqlite+aiosqlite": in_sql,
        "postgresql+asyncpg": in_sql,
    }
    storage: providers.Provider[Storage] = providers.Selector(settings.provided.storage.database.scheme, **storages)
    begin: providers.Provider[BeginWork] = storage.provided.begin
    read: providers.Provider[ReadWork] = storage.provided.read

    in_redis = providers.Singleton(
        redis_sessions, url=settings.provided.storage.token_store.text, clock_offset=clock_offset, patience=patience
    )
    session_storages: dict[str, providers.Provider[SessionStorage]] = {
        "memory": providers.Singleton(memory_sessions, clock=clock),
        "database": providers.Singleton(sessions_in_database, database=storage),
        "redis": in_redis,
        "rediss": in_redis,
    }
    sessions: providers.Provider[SessionStorage] = providers.Selector(
        settings.provided.storage.token_store.scheme, **session_storages
    )
    token_store: providers.Provider[TokenStore] = sessions.provided.store
