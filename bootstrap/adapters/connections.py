"""How many connections the web process takes, of everybody and of one address."""

from collections.abc import Callable

from bootstrap.process.file_limits import room_for
from bootstrap.settings.limits import LimitSettings
from bootstrap.settings.settings import Settings
from domain.shared_kernel.networks import plain_address, widest_network
from entrypoints.http.server.connections import Connections


def http_connections(settings: Settings) -> Connections:
    """As many as the settings grant and there are open files for."""
    return Connections(
        max_open=room_for(settings.operations.max_connections),
        max_per_address=settings.operations.max_connections_per_address,
        owner_of=connection_owners(settings.limits),
    )


def connection_owners(limits: LimitSettings) -> Callable[[str | None], str | None]:
    """The owner that connections of an address are counted for; ``None`` for those of a trusted proxy."""

    def owner_of(address: str | None) -> str | None:
        try:
            peer = plain_address(address or "")
        except ValueError:
            return None
        return None if any(peer in network for network in limits.trusted_proxies) else widest_network(peer)

    return owner_of
