"""The routes for machines and operators."""

from entrypoints.http.kit.route import Route, get, on_surface
from entrypoints.http.operations.dependencies import DetailedHealth
from entrypoints.http.operations.health import Health, PublicKeys
from entrypoints.http.operations.metrics import Metrics
from entrypoints.http.operations.surface import OPERATIONS


def health_routes(health: Health) -> tuple[Route, ...]:
    """Returns the routes that tell load balancers and supervisors of processes how the service is."""
    return (get("/health/live", health.live), get("/health/ready", health.readiness))


def key_routes(keys: PublicKeys) -> tuple[Route, ...]:
    """Returns the route of the public keys."""
    return (get("/.well-known/jwks.json", keys.keys),)


def operator_routes(health: DetailedHealth, metrics: Metrics) -> tuple[Route, ...]:
    """Returns the routes of the operators' listener."""
    return on_surface(
        OPERATIONS,
        get("/health", health.show),
        get("/metrics", metrics.read),
    )
