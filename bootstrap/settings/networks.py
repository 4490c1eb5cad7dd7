"""Addresses and networks of proxies."""

from ipaddress import IPv4Network, IPv6Network, ip_network

from bootstrap.settings.readers import listed

Network = IPv4Network | IPv6Network
_MAPPED = IPv6Network("::ffff:0:0/96")


def networks(value: object) -> tuple[Network, ...]:
    """Parses addresses and networks, each network by its first address. Raises ``ValueError``."""
    return tuple(_network(name.strip()) for name in listed(value))


def _network(name: str) -> Network:
    """An IPv4 network written as IPv6 is parsed as IPv4, like the addresses of clients."""
    network = ip_network(name[1:-1] if name.startswith("[") and name.endswith("]") else name)
    if isinstance(network, IPv6Network) and network.subnet_of(_MAPPED):
        first = network.network_address.ipv4_mapped
        return ip_network(f"{first}/{network.prefixlen - _MAPPED.prefixlen}")
    return network
