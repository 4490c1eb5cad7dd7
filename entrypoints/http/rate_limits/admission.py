from collections.abc import Mapping, Sequence
from uuid import UUID

import attrs
from aiohttp import web

from application.ports.rate_limiter import Decision, RateLimiter
from domain.shared_kernel.errors import RateLimitException
from domain.shared_kernel.networks import quotas_of_address
from domain.shared_kernel.rate_limits import Quota, RateLimit
from entrypoints.http.rate_limits.client_address import ClientAddresses
from entrypoints.http.rate_limits.headers import remember
from entrypoints.http.rate_limits.policies import BY_ADDRESS, CHECKS, MAILS, LimitKind, LimitKinds


@attrs.frozen
class Admission:
    """``ip`` is the address that a request comes from. ``refusal`` is for whoever does not prove to be known.
    ``checks`` was taken for a password that is to be hashed, ``mails`` for mails that are to be sent."""

    ip: str | None
    refusal: RateLimitException | None = None
    checks: tuple[Quota, ...] = ()
    mails: tuple[Quota, ...] = ()


@attrs.frozen
class RateLimits:
    """How often one address may ask. Without a ``limiter`` as often as it likes."""

    addresses: ClientAddresses = attrs.field(factory=ClientAddresses)
    limiter: RateLimiter | None = None
    policies: Mapping[LimitKind, RateLimit] = attrs.field(factory=dict)

    async def admit(self, request: web.Request, limited: LimitKinds, *, has_device_cookie: bool = False) -> Admission:
        """Raises ``RateLimitException``; not yet where somebody says that they are known, for as long as they may ask
        at all."""
        address = self.addresses.of(request)
        refusal = await self._ask(request, address, limited)
        if refusal and has_device_cookie:
            unheard = await self._ask(request, address, BY_ADDRESS)
            if not unheard:
                return Admission(address, refusal)
        if refusal:
            raise refusal
        checks, mails = (self._taken(address, limited, kind) for kind in (CHECKS, MAILS))
        return Admission(address, checks=checks, mails=mails)

    async def refund(self, taken: Sequence[Quota]) -> None:
        """What was taken for something that does not come to pass."""
        if self.limiter and taken:
            await self.limiter.refund(taken)

    def _taken(self, address: str | None, limited: LimitKinds, kinds: LimitKinds) -> tuple[Quota, ...]:
        return self._quotas(address, [limit for limit in limited if limit in kinds]) if self.limiter else ()

    def _quotas(self, address: str | None, limited: Sequence[LimitKind]) -> tuple[Quota, ...]:
        return tuple(b for limit in limited for b in quotas_of_address(self.policies[limit], address))

    async def _ask(self, request: web.Request, address: str | None, limited: LimitKinds) -> RateLimitException | None:
        if not self.limiter or not limited:
            return None
        decision: Decision = await self.limiter.take(self._quotas(address, limited))
        remember(request, decision.quota_statuses)
        return decision.refusal

    def saw(self, address: str | None, user_id: UUID) -> None:
        """Somebody signed in came from there."""
        self.addresses.watch.saw(address, user_id)
