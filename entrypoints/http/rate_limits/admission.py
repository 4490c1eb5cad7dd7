from collections.abc import Mapping, Sequence
from uuid import UUID

import attrs
from aiohttp import web

from application.ports.rate_limiter import RateLimiter, Verdict
from domain.shared_kernel.errors import RateLimitException
from domain.shared_kernel.networks import budgets_of_address
from domain.shared_kernel.rate_limits import Budget, Policy
from entrypoints.http.rate_limits.client_address import ClientAddresses
from entrypoints.http.rate_limits.headers import remember
from entrypoints.http.rate_limits.policies import BY_ADDRESS, CHECKS, MAILS, Limit, Limited


@attrs.frozen
class Admission:
    """``ip`` is the address that a request comes from. ``refusal`` is for whoever does not prove to be known.
    ``checks`` was taken for a password that is to be hashed, ``mails`` for mails that are to be sent."""

    ip: str | None
    refusal: RateLimitException | None = None
    checks: tuple[Budget, ...] = ()
    mails: tuple[Budget, ...] = ()


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
        checks, mails = (self._taken(address, limited, kind) for kind in (CHECKS, MAILS))
        return Admission(address, checks=checks, mails=mails)

    async def give_back(self, taken: Sequence[Budget]) -> None:
        """What was taken for something that does not come to pass."""
        if self.limiter and taken:
            await self.limiter.give_back(taken)

    def _taken(self, address: str | None, limited: Limited, kinds: Limited) -> tuple[Budget, ...]:
        return self._budgets(address, [limit for limit in limited if limit in kinds]) if self.limiter else ()

    def _budgets(self, address: str | None, limited: Sequence[Limit]) -> tuple[Budget, ...]:
        return tuple(b for limit in limited for b in budgets_of_address(self.policies[limit], address))

    async def _ask(self, request: web.Request, address: str | None, limited: Limited) -> RateLimitException | None:
        if not self.limiter or not limited:
            return None
        verdict: Verdict = await self.limiter.take(self._budgets(address, limited))
        remember(request, verdict.standings)
        return verdict.refusal

    def saw(self, address: str | None, user_id: UUID) -> None:
        """Somebody signed in came from there."""
        self.addresses.watch.saw(address, user_id)
