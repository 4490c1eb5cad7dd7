"""The connection limits of the web process, in all and for one address."""

from collections.abc import Callable

from bootstrap.process.file_limits import room_for
from bootstrap.settings.limits import LimitSettings
from bootstrap.settings.settings import Settings
from domain.shared_kernel.networks import plain_address, widest_network
from entrypoints.http.server.connections import Connections


def http_connections(settings: Settings) -> Connections:
    """Returns a counter that is limited by the settings and by the number of open files."""
    return Connections(
        max_open=room_for(settings.operations.max_connections),
        max_per_address=settings.operations.max_connections_per_address,
        owner_of=connection_owners(settings.limits),
    )


def connection_owners(limits: LimitSettings) -> Callable[[str | None], str | None]:
    """Returns a function from an address to the owner whose connections are counted together; ``None`` for a trusted
    proxy."""

    def owner_of(address: str | None) -> str | None:
        try:
            peer = plain_address(address or "")
        except ValueError:
            return None
        return None if any(peer in network for network in limits.trusted_proxies) else widest_network(peer)

    return owner_of
