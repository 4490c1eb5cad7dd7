"""Addresses of machines, and whose they are."""

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

SOMEWHERE = "unknown"
_OF_ONE_CUSTOMER = 64
"""Bits of the smallest network that providers hand out; who has it has all of its addresses."""
_REMEMBERED = 4096


def plain_address(text: str) -> Address:
    """The address, without a zone, and an IPv4 address that is written as IPv6 as what it is. Raises
    ``ValueError``."""
    address = ip_address(text.partition("%")[0] if ":" in text else text)
    return address.ipv4_mapped or address if isinstance(address, IPv6Address) else address


@lru_cache(_REMEMBERED)
def network_of(text: str | None) -> str:
    """What counts as one sender: an IPv4 address, or the /64 of an IPv6 address."""
    try:
        address = plain_address(text or "")
    except ValueError:
        return SOMEWHERE
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, _OF_ONE_CUSTOMER), strict=False))
    return str(address)
