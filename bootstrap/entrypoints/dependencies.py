"""The servers that the service depends on, and their health checks."""

from collections.abc import Sequence

from bootstrap.adapters.broker import Broker
from bootstrap.adapters.database import Storage
from bootstrap.domains.domain import Domain
from bootstrap.domains.found import dependencies_of
from bootstrap.ports import Ports
from bootstrap.settings.settings import Settings
from entrypoints.http.operations.dependencies import Dependency


def web_dependencies(
    database: Storage, domains: Sequence[Domain], ports: Ports, settings: Settings
) -> Sequence[Dependency]:
    """Returns the database, and what the domains depend on."""
    return (Dependency("database", database.ping, is_vital=True), *dependencies_of(domains, ports, settings))


def watched_dependencies(dependencies: Sequence[Dependency], broker: Broker) -> Sequence[Dependency]:
    """Returns all dependencies that the health endpoint for operators reports."""
    return (*dependencies, Dependency("broker", broker.ping))
