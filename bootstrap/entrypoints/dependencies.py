"""What the service needs from others, and how each is asked whether it is there."""

import attrs

from bootstrap.adapters.broker import Broker
from bootstrap.adapters.database import Storage
from bootstrap.adapters.token_store import SessionStorage
from entrypoints.http.operations.dependencies import Dependency


@attrs.frozen
class Stores:
    """Where accounts and sessions are kept."""

    database: Storage
    token_store: SessionStorage

    @property
    def dependencies(self) -> tuple[Dependency, ...]:
        """No request can be answered without these."""
        return (
            Dependency("database", self.database.ping),
            Dependency("token store", self.token_store.check_server),
        )


def watched_dependencies(stores: Stores, broker: Broker) -> tuple[Dependency, ...]:
    """Everything that operators are told about."""
    return (*stores.dependencies, Dependency("broker", broker.ping))
