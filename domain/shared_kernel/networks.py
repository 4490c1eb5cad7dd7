"""Network addresses, and the networks that one customer of a provider has."""

from functools import cache, lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

from domain.shared_kernel.rate_limits import Quota, RateLimit

Address = IPv4Address | IPv6Address

UNKNOWN_ADDRESS: Final = "unknown"
_MAX_CACHED_CHARS: Final = 64
"""Longer than any address: what is cached is at most 200 KiB in all."""
_CUSTOMER_PREFIX_BITS: Final = 64
"""Bits of the smallest IPv6 network that providers assign; its holder has all of its addresses."""
_WIDER_PREFIXES: Final = ((56, "-56", 2), (48, "-48", 3))
"""Larger networks that one customer may have: bits, ending of the policy's name, and factor of the quota."""


def plain_address(text: str) -> Address:
    """Returns the address without a zone, and an IPv4 address that is written as IPv6 as IPv4. Raises
    ``ValueError``."""
    return _parsed(text) if len(text) <= _MAX_CACHED_CHARS else _parsed.__wrapped__(text)


@lru_cache(maxsize=1024)
def _parsed(text: str) -> Address:
    address = ip_address(text.partition("%")[0] if ":" in text else text)
    return address.ipv4_mapped or address if isinstance(address, IPv6Address) else address


def plain_text(text: str) -> str:
    """Returns the address that ``plain_address`` finds as it is usually written. Raises ``ValueError``."""
    return _plain_text(text) if len(text) <= _MAX_CACHED_CHARS else str(plain_address(text))


@lru_cache(maxsize=1024)
def _plain_text(text: str) -> str:
    return str(plain_address(text))


def quotas_of_address(policy: RateLimit, text: str | None, account: str = "") -> tuple[Quota, ...]:
    """Returns the quotas of an address under a policy: one for an IPv4 address; for an IPv6 address one each for its
    /64, its /56 (twice the quota) and its /48 (three times). All addresses that cannot be read share one quota. With
    ``account`` the quotas are separate for each account."""
    granted = zip(_by_prefix(policy), _networks(text), strict=False)
    return tuple(Quota(wider, f"{account} {owner}".strip()) for wider, owner in granted)


def widest_network(address: Address) -> str:
    """Returns the largest network that one customer may have: an IPv4 address, or the /48 of an IPv6 address."""
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, _WIDER_PREFIXES[-1][0]), strict=False))
    return str(address)


@cache
def _by_prefix(policy: RateLimit) -> tuple[RateLimit, ...]:
    """Returns the policy itself and those of wider networks. There are as many policies as there are limits."""
    return policy, *(
        RateLimit(policy.name + ending, policy.quota * times, policy.window) for _, ending, times in _WIDER_PREFIXES
    )


def _networks(text: str | None) -> tuple[str, ...]:
    """Returns the networks of an address, the narrowest first."""
    try:
        address = plain_address(text or "")
    except ValueError:
        return (UNKNOWN_ADDRESS,)
    if isinstance(address, IPv6Address):
        bits = (_CUSTOMER_PREFIX_BITS, *(wider for wider, _, _ in _WIDER_PREFIXES))
        return tuple(str(IPv6Network((address, each), strict=False)) for each in bits)
    return (str(address),)
