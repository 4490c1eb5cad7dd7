from collections.abc import Mapping, Sequence
from uuid import UUID

import attrs
from aiohttp import web

from application.ports.rate_limiter import Decision, RateLimiter
from domain.shared_kernel.errors import RateLimitException
from domain.shared_kernel.networks import quotas_of_address
from domain.shared_kernel.rate_limits import Quota, RateLimit
from entrypoints.http.rate_limits.client_address import ClientAddresses
from entrypoints.http.rate_limits.headers import add_quota_statuses
from entrypoints.http.rate_limits.policies import BY_ADDRESS, CHECKS, MAILS, LimitKind, LimitKinds


@attrs.frozen
class Admission:
    """The rate limiter's result for one request from the address ``ip``. ``is_beyond_limit`` means that a limit is used
    up from which the request may be exempt. ``checks`` was taken for a password that is to be hashed, ``mails`` for
    mails that are to be sent; both can be refunded."""

    ip: str | None
    is_beyond_limit: bool = False
    checks: tuple[Quota, ...] = ()
    mails: tuple[Quota, ...] = ()


@attrs.frozen(eq=False, repr=False)
class RateLimits:
    """Limits the requests of each client address; nothing is limited if ``limiter`` is ``None``."""

    addresses: ClientAddresses = attrs.field(factory=ClientAddresses)
    limiter: RateLimiter | None = None
    policies: Mapping[LimitKind, RateLimit] = attrs.field(factory=dict)

    async def admit(self, request: web.Request, limited: LimitKinds, *, may_exceed: bool = False) -> Admission:
        """Takes one unit from each of the limits ``limited``. Raises ``RateLimitException`` if one is exceeded. A
        request that ``may_exceed`` them is admitted if the limit on all requests is kept; it takes a unit of that
        alone."""
        address = self.addresses.of(request)
        if self.limiter is None:
            return Admission(address)
        refusal = await self._take(request, address, limited)
        if refusal and may_exceed:
            over_limit = await self._take(request, address, BY_ADDRESS)
            if not over_limit:
                return Admission(address, is_beyond_limit=True)
        if refusal:
            raise refusal
        checks, mails = (self._taken(address, limited, kind) for kind in (CHECKS, MAILS))
        return Admission(address, checks=checks, mails=mails)

    async def refund(self, taken: Sequence[Quota]) -> None:
        """Gives back what was taken for a check or a mail that does not come to pass."""
        if self.limiter and taken:
            await self.limiter.refund(taken)

    def _taken(self, address: str | None, limited: LimitKinds, kinds: LimitKinds) -> tuple[Quota, ...]:
        return self._quotas(address, [limit for limit in limited if limit in kinds])

    def _quotas(self, address: str | None, limited: Sequence[LimitKind]) -> tuple[Quota, ...]:
        return tuple(b for limit in limited for b in quotas_of_address(self.policies[limit], address))

    async def _take(self, request: web.Request, address: str | None, limited: LimitKinds) -> RateLimitException | None:
        if not self.limiter or not limited:
            return None
        decision: Decision = await self.limiter.take(self._quotas(address, limited))
        add_quota_statuses(request, decision.quota_statuses)
        return decision.refusal

    def record_user(self, address: str | None, user_id: UUID) -> None:
        """Records an authenticated request, so that proxies that the settings do not name are noticed."""
        self.addresses.watch.record_user(address, user_id)
