"""Finds the address of the client, also behind proxies."""

import re
from collections.abc import Iterator, Sequence
from ipaddress import IPv4Network, IPv6Network
from itertools import islice

import attrs
from aiohttp import web

from domain.shared_kernel.networks import Address, plain_address, plain_text
from entrypoints.http.rate_limits.proxy_detection import ProxyDetection

Network = IPv4Network | IPv6Network
FORWARDED = "X-Forwarded-For"
MAX_PROXIES = 32
"""Entries of ``X-Forwarded-For`` that are read, from the end."""
_WITH_PORT = re.compile(r"\[([^]]*)\](?::\d{1,5})?|([^:]*):\d{1,5}")


@attrs.frozen
class ClientAddresses:
    """Reads ``X-Forwarded-For`` from the end, for as long as the sender of an entry is a ``trusted`` proxy: a proxy
    appends the address of its peer, and what stands before may be forged."""

    trusted: Sequence[Network] = ()
    watch: ProxyDetection = attrs.field(factory=ProxyDetection)

    def of(self, request: web.BaseRequest) -> str | None:
        """Returns the client's address, or ``None`` if the connection has none."""
        try:
            if FORWARDED not in request.headers:
                return plain_text(request.remote or "")
            peer = plain_address(request.remote or "")
        except ValueError:
            return None
        named = request.headers.getall(FORWARDED)
        if not self._trusts(peer):
            self.watch.record_untrusted_proxy(str(peer))
        return str(self.walk(peer, named))

    def walk(self, peer: Address, lines: Sequence[str]) -> Address:
        """Returns the first address, from the peer backwards, that is no trusted proxy, or the last that is
        well-formed."""
        address = peer
        for entry in islice(_backwards(lines), MAX_PROXIES):
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
    """Yields entries from the last to the first; several header lines are one list (RFC 9110, 5.3)."""
    for line in reversed(lines):
        yield from reversed(line.split(","))


def _parse(entry: str) -> Address:
    """Returns an address without its port. Raises ``ValueError``."""
    text = entry.strip()
    if found := _WITH_PORT.fullmatch(text):
        text = found[1] if found[1] is not None else found[2]
    return plain_address(text)
