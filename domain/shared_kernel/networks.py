"""Addresses of machines, and whose they are."""

from functools import cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

from domain.shared_kernel.rate_limits import Quota, RateLimit

Address = IPv4Address | IPv6Address

SOMEWHERE: Final = "unknown"
_OF_ONE_CUSTOMER: Final = 64
"""Bits of the smallest network that providers hand out; who has it has all of its addresses."""
_WIDER: Final = ((56, "-56", 2), (48, "-48", 3))
"""Bits of the others that one customer may have, what the names of their policies end in, and how many times the quota
they have."""


def plain_address(text: str) -> Address:
    """The address, without a zone, and an IPv4 address that is written as IPv6 as what it is. Raises
    ``ValueError``."""
    address = ip_address(text.partition("%")[0] if ":" in text else text)
    return address.ipv4_mapped or address if isinstance(address, IPv6Address) else address


def quotas_of_address(policy: RateLimit, text: str | None, account: str = "") -> tuple[Quota, ...]:
    """What an address may spend by a policy: an IPv4 address what the policy grants, an IPv6 address that of its /64,
    and twice and three times as much together with its /56 and /48. All addresses that cannot be read share one budget.
    With ``account`` each network has budgets for each account."""
    granted = zip(_by_prefix(policy), _networks(text), strict=False)
    return tuple(Quota(wider, f"{account} {owner}".strip()) for wider, owner in granted)


def widest_network(address: Address) -> str:
    """The whole of what one customer may have: an IPv4 address, or the /48 of an IPv6 address."""
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, _WIDER[-1][0]), strict=False))
    return str(address)


@cache
def _by_prefix(policy: RateLimit) -> tuple[RateLimit, ...]:
    """The policy itself, and what it grants wider networks. There are as many policies as there are limits."""
    return policy, *(
        RateLimit(policy.name + ending, policy.quota * times, policy.window) for _, ending, times in _WIDER
    )


def _networks(text: str | None) -> tuple[str, ...]:
    """The narrowest first."""
    try:
        address = plain_address(text or "")
    except ValueError:
        return (SOMEWHERE,)
    if isinstance(address, IPv6Address):
        bits = (_OF_ONE_CUSTOMER, *(wider for wider, _, _ in _WIDER))
        return tuple(str(IPv6Network((address, each), strict=False)) for each in bits)
    return (str(address),)
