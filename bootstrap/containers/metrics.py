"""What operators can ask for figures of."""

from dependency_injector import containers, providers

from application.ports.meter import Meter
from bootstrap.metering import prometheus_meter


class MetricsContainer(containers.DeclarativeContainer):
    foundation = providers.DependenciesContainer()
    storage = providers.DependenciesContainer()

    meter: providers.Provider[Meter] = providers.Singleton(
        prometheus_meter,
        readings=providers.Dict(
            hash_pool=providers.Dict(passwords=foundation.hasher.provided.load),
            database_connections=providers.Dict(used=storage.storage.provided.connections),
        ),
    )
