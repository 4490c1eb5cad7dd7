"""The servers that the service depends on, and their health checks."""

import attrs

from bootstrap.adapters.broker import Broker
from bootstrap.adapters.database import Storage
from bootstrap.adapters.token_store import SessionStorage
from entrypoints.http.operations.dependencies import Dependency


@attrs.frozen
class Stores:
    """The storages of accounts and sessions."""

    database: Storage
    token_store: SessionStorage

    @property
    def dependencies(self) -> tuple[Dependency, ...]:
        """Dependencies that every request needs."""
        return (
            Dependency("database", self.database.ping),
            Dependency("token store", self.token_store.check_server),
        )


def watched_dependencies(stores: Stores, broker: Broker) -> tuple[Dependency, ...]:
    """Returns all dependencies that the health endpoint for operators reports."""
    return (*stores.dependencies, Dependency("broker", broker.ping))
