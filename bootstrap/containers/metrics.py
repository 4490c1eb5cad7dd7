"""What operators can ask for figures of."""

from dependency_injector import containers, providers

from adapters.tracer.null import SilentTracer
from application.ports.meter import Meter
from application.ports.tracer import Tracer
from bootstrap.adapters.meter import prometheus_meter
from bootstrap.adapters.tracer import open_telemetry
from bootstrap.containers.limit_policies import connection_owners
from bootstrap.process.file_limits import room_for
from bootstrap.settings.settings import Settings
from entrypoints.http.operations.loop_lag import LoopLag
from entrypoints.http.server.connections import Connections


class MetricsContainer(containers.DeclarativeContainer):
    settings: providers.Dependency[Settings] = providers.Dependency(instance_of=Settings)
    foundation = providers.DependenciesContainer()
    storage = providers.DependenciesContainer()

    connections = providers.Singleton(
        Connections,
        most=providers.Callable(room_for, settings.provided.operations.max_connections),
        most_of_one=settings.provided.operations.max_connections_per_address,
        owner_of=providers.Callable(connection_owners, settings),
    )
    lag = providers.Singleton(LoopLag)
    tracers: dict[str, providers.Provider[Tracer]] = {
        "off": providers.Singleton(SilentTracer),
        "on": providers.Singleton(open_telemetry, settings.provided.operations.traces),
    }
    tracer: providers.Provider[Tracer] = providers.Selector(settings.provided.operations.tracing, **tracers)
    meter: providers.Provider[Meter] = providers.Singleton(
        prometheus_meter,
        readings=providers.Dict(
            hash_pool=providers.Dict(passwords=foundation.hasher.provided.load),
            loop_lag_seconds=providers.Dict(most=lag.provided.read),
            started_seconds=providers.Dict(youngest=foundation.clock.provided.now.call().timestamp),
            http_connections=providers.Dict(open=connections.provided.count),
            database_connections=providers.Dict(used=storage.storage.provided.connections),
        ),
    )
