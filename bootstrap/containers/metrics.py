"""What operators can ask for figures of."""

from dependency_injector import containers, providers

from application.ports.meter import Meter
from bootstrap.metering import prometheus_meter
from bootstrap.open_files import room_for
from bootstrap.settings import Settings
from entrypoints.http.connections import Connections


class MetricsContainer(containers.DeclarativeContainer):
    settings: providers.Dependency[Settings] = providers.Dependency(instance_of=Settings)
    foundation = providers.DependenciesContainer()
    storage = providers.DependenciesContainer()

    connections = providers.Singleton(
        Connections, most=providers.Callable(room_for, settings.provided.max_connections)
    )
    meter: providers.Provider[Meter] = providers.Singleton(
        prometheus_meter,
        readings=providers.Dict(
            hash_pool=providers.Dict(passwords=foundation.hasher.provided.load),
            http_connections=providers.Dict(open=connections.provided.count),
            database_connections=providers.Dict(used=storage.storage.provided.connections),
        ),
    )
