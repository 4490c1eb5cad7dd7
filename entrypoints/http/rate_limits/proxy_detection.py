"""Warns of proxies that the settings do not name: all clients behind one share one address, and so one quota."""

import logging
from collections.abc import Callable
from time import monotonic
from uuid import UUID

from domain.shared_kernel.networks import plain_address

MIN_REQUESTS = 1000
"""Authenticated requests in a row from one address; a warning needs so many, …"""
MIN_SECONDS = 60.0
"""… over at least so long, …"""
MIN_USERS = 3
"""… of at least so many accounts."""
_logger = logging.getLogger("cortex.http")


class ProxyDetection:
    """Logs each of two warnings once. ``expects_loopback``: it is normal that all requests come from this machine."""

    def __init__(self, clock: Callable[[], float] = monotonic, *, expects_loopback: bool = True) -> None:
        self._clock = clock
        self._expects_loopback = expects_loopback
        self._has_untrusted_proxy = False
        self._is_done = False
        self._begin(None)

    def record_untrusted_proxy(self, peer: str) -> None:
        """Records a request with ``X-Forwarded-For`` from a peer that is no trusted proxy."""
        if not self._has_untrusted_proxy:
            self._has_untrusted_proxy = True
            _logger.warning(
                "untrusted_proxy",
                extra={
                    "address": peer,
                    "hint": "name it in CORTEX_TRUSTED_PROXIES, or all its clients share one quota",
                },
            )

    def record_user(self, address: str | None, user_id: UUID) -> None:
        """Records an authenticated request."""
        if self._is_done:
            return
        if address != self._only:
            self._begin(address)
        self._requests += 1
        if len(self._users) < MIN_USERS:
            self._users.add(user_id)
        if address and self._is_striking() and not self._is_usual(address):
            self._is_done = True
            _logger.warning(
                "all_requests_from_one_address",
                extra={
                    "address": address,
                    "requests": self._requests,
                    "hint": "if this is a proxy, let it send X-Forwarded-For and name it in CORTEX_TRUSTED_PROXIES",
                },
            )

    def _begin(self, address: str | None) -> None:
        self._only = address
        self._since = self._clock()
        self._requests = 0
        self._users: set[UUID] = set()

    def _is_usual(self, address: str) -> bool:
        return self._expects_loopback and plain_address(address).is_loopback

    def _is_striking(self) -> bool:
        return (
            self._requests >= MIN_REQUESTS
            and len(self._users) >= MIN_USERS
            and self._clock() - self._since >= MIN_SECONDS
        )
