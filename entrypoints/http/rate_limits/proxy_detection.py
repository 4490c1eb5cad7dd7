"""Notices proxies that nobody named: behind them everybody has one address, and one budget."""

import logging
from collections.abc import Callable
from time import monotonic
from uuid import UUID

from domain.shared_kernel.networks import plain_address

MANY_REQUESTS = 1000
LONG = 60.0
"""Seconds."""
SEVERAL_PEOPLE = 3
_logger = logging.getLogger("cortex.http")


class ProxyDetection:
    """Says each once. That everybody comes from this very machine is striking only where it is not
    ``alone_here``."""

    def __init__(self, clock: Callable[[], float] = monotonic, *, alone_here: bool = True) -> None:
        self._clock = clock
        self._alone_here = alone_here
        self._heard_a_stranger = False
        self._is_done = False
        self._begin(None)

    def heard_a_stranger(self, peer: str) -> None:
        """Somebody who is not trusted forwards a request."""
        if not self._heard_a_stranger:
            self._heard_a_stranger = True
            _logger.warning(
                "requests come through a proxy at %s, which CORTEX_TRUSTED_PROXIES does not name: "
                "all of them count as one address",
                peer,
            )

    def saw(self, address: str | None, user_id: UUID) -> None:
        """A request of somebody who is signed in."""
        if self._is_done:
            return
        if address != self._only:
            self._begin(address)
        self._requests += 1
        if len(self._people) < SEVERAL_PEOPLE:
            self._people.add(user_id)
        if address and self._is_striking() and not self._is_usual(address):
            self._is_done = True
            _logger.warning(
                "%d requests in a row, by several people, came from %s and none from elsewhere: "
                "if that is a proxy, let it send X-Forwarded-For and name it in CORTEX_TRUSTED_PROXIES",
                self._requests,
                address,
            )

    def _begin(self, address: str | None) -> None:
        self._only = address
        self._since = self._clock()
        self._requests = 0
        self._people: set[UUID] = set()

    def _is_usual(self, address: str) -> bool:
        return self._alone_here and plain_address(address).is_loopback

    def _is_striking(self) -> bool:
        return (
            self._requests >= MANY_REQUESTS
            and len(self._people) >= SEVERAL_PEOPLE
            and self._clock() - self._since >= LONG
        )
