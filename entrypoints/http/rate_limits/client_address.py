"""Which address a request comes from, where proxies stand in between."""

import re
from collections.abc import Iterator, Sequence
from ipaddress import IPv4Network, IPv6Network
from itertools import islice

import attrs
from aiohttp import web

from domain.shared_kernel.networks import Address, plain_address
from entrypoints.http.rate_limits.proxy_detection import ProxyDetection

Network = IPv4Network | IPv6Network
FORWARDED = "X-Forwarded-For"
MOST_PROXIES = 32
"""In a row; what else is written there is not read."""
_WITH_PORT = re.compile(r"\[([^]]*)\](?::\d{1,5})?|([^:]*):\d{1,5}")


@attrs.frozen
class ClientAddresses:
    """A proxy adds whom it heard to the end of ``X-Forwarded-For``, and what stands before that anybody may have
    written. So it is read from the end, for as long as what was named last is a proxy of ``trusted``."""

    trusted: Sequence[Network] = ()
    watch: ProxyDetection = attrs.field(factory=ProxyDetection)

    def of(self, request: web.BaseRequest) -> str | None:
        """``None`` where the connection has no address."""
        named = request.headers.getall(FORWARDED, ())
        try:
            peer = plain_address(request.remote or "")
        except ValueError:
            return None
        if named and not self._trusts(peer):
            self.watch.heard_a_stranger(str(peer))
        return str(self.walk(peer, named))

    def walk(self, peer: Address, lines: Sequence[str]) -> Address:
        """From the peer backwards, to the first that is not trusted or the last that can be read."""
        address = peer
        for entry in islice(_backwards(lines), MOST_PROXIES):
            if not self._trusts(address):
                break
            try:
                address = _parse(entry)
            except ValueError:
                break
        return address

    def _trusts(self, address: Address) -> bool:
        return any(address in network for network in self.trusted)


def _backwards(lines: Sequence[str]) -> Iterator[str]:
    """Several lines are one list (RFC 9110, 5.3)."""
    for line in reversed(lines):
        yield from reversed(line.split(","))


def _parse(entry: str) -> Address:
    """With or without a port. Raises ``ValueError``."""
    text = entry.strip()
    if found := _WITH_PORT.fullmatch(text):
        text = found[1] or found[2]
    return plain_address(text)
