from collections.abc import Mapping
from uuid import UUID

import attrs
from aiohttp import web

from application.ports.rate_limiter import RateLimiter
from domain.shared_kernel.limits import Budget, Policy
from domain.shared_kernel.networks import network_of
from entrypoints.http.client_address import ClientAddresses
from entrypoints.http.limit import Limit, Limited
from entrypoints.http.rate_limit_fields import remember


@attrs.frozen
class Limits:
    """How often one address may ask. Without a ``limiter`` as often as it likes."""

    addresses: ClientAddresses = attrs.field(factory=ClientAddresses)
    limiter: RateLimiter | None = None
    policies: Mapping[Limit, Policy] = attrs.field(factory=dict)

    async def admit(self, request: web.Request, limited: Limited) -> str | None:
        """The address that a request comes from. Raises ``RateLimitException``."""
        address = self.addresses.of(request)
        if self.limiter and limited:
            owner = network_of(address)
            verdict = await self.limiter.take([Budget(self.policies[limit], owner) for limit in limited])
            remember(request, verdict.standings)
            verdict.require()
        return address

    def saw(self, address: str | None, user_id: UUID) -> None:
        """Somebody signed in came from there."""
        self.addresses.watch.saw(address, user_id)
