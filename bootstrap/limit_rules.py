"""What limits, and the proxies that are trusted, are written like."""

import re
from ipaddress import IPv4Network, IPv6Network, ip_network

from bootstrap.storage_rules import is_redis_url
from domain.shared_kernel.limits import Policy

_LIMIT = re.compile(r"([1-9]\d{0,8})/(?:([1-9]\d{0,5})([smhd])|(second|minute|hour|day))")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
LONGEST = 7 * 86400
_MAPPED = IPv6Network("::ffff:0:0/96")
MUST = "be a number and a time between them a slash: 20/minute, 5/hour, 10/15m; a week at most"


def is_limit(value: str) -> bool:
    found = _LIMIT.fullmatch(value)
    return found is not None and _window(found) <= LONGEST


def policy_of(name: str, text: str) -> Policy:
    """The policy that a limit is the text of."""
    found = _LIMIT.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return Policy(name, int(found[1]), _window(found))


def is_rate_limit_url(value: str) -> bool:
    return value == "memory://" or is_redis_url(value)


def is_network_list(value: tuple[str, ...]) -> bool:
    try:
        return bool(networks(value)) or not value
    except ValueError:
        return False


def networks(named: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    """Raises ``ValueError`` for what is neither an address nor a network."""
    return tuple(_network(name.strip()) for name in named)


def _network(name: str) -> IPv4Network | IPv6Network:
    """What is IPv4 in the clothes of IPv6 is what it is: addresses of peers are read so too."""
    network = ip_network(name[1:-1] if name.startswith("[") and name.endswith("]") else name)
    if isinstance(network, IPv6Network) and network.subnet_of(_MAPPED):
        first = network.network_address.ipv4_mapped
        return ip_network(f"{first}/{network.prefixlen - _MAPPED.prefixlen}")
    return network


def _window(found: "re.Match[str]") -> int:
    if found[4]:
        return _SECONDS[found[4][0]]
    return int(found[2]) * _SECONDS[found[3]]
