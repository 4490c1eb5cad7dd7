from collections.abc import Mapping
from uuid import UUID

import attrs
from aiohttp import web

from application.ports.rate_limiter import RateLimiter, Verdict
from domain.shared_kernel.errors import RateLimitException
from domain.shared_kernel.limits import Budget, Policy
from domain.shared_kernel.networks import network_of
from entrypoints.http.client_address import ClientAddresses
from entrypoints.http.limit import BY_ADDRESS, Limit, Limited
from entrypoints.http.rate_limit_fields import remember


@attrs.frozen
class Admission:
    """``ip`` is the address that a request comes from. ``refusal`` is for whoever does not prove to be known."""

    ip: str | None
    refusal: RateLimitException | None = None


@attrs.frozen
class Limits:
    """How often one address may ask. Without a ``limiter`` as often as it likes."""

    addresses: ClientAddresses = attrs.field(factory=ClientAddresses)
    limiter: RateLimiter | None = None
    policies: Mapping[Limit, Policy] = attrs.field(factory=dict)

    async def admit(self, request: web.Request, limited: Limited, *, says_it_is_known: bool = False) -> Admission:
        """Raises ``RateLimitException``; not yet where somebody says that they are known, for as long as they may ask
        at all."""
        address = self.addresses.of(request)
        refusal = await self._ask(request, address, limited)
        if refusal and says_it_is_known:
            unheard = await self._ask(request, address, BY_ADDRESS)
            if not unheard:
                return Admission(address, refusal)
        if refusal:
            raise refusal
        return Admission(address)

    async def _ask(self, request: web.Request, address: str | None, limited: Limited) -> RateLimitException | None:
        if not self.limiter or not limited:
            return None
        owner = network_of(address)
        verdict: Verdict = await self.limiter.take([Budget(self.policies[limit], owner) for limit in limited])
        remember(request, verdict.standings)
        return verdict.refusal

    def saw(self, address: str | None, user_id: UUID) -> None:
        """Somebody signed in came from there."""
        self.addresses.watch.saw(address, user_id)
