"""Rate limits in Redis, shared by all processes and machines."""

import hmac
import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from adapters.rate_limiter.redis_scripts import PREFIX, Script
from adapters.rate_limiter.slices import quota_status, window_of
from adapters.redis.server import RedisServer
from adapters.redis.server_check import server_checks
from application.ports.rate_limiter import Decision, RateLimiter
from domain.shared_kernel.errors import ServiceUnavailableException
from domain.shared_kernel.rate_limits import Quota, RateLimit

_MAC_BYTES = 16
_TRIAL_QUOTA = Quota(RateLimit("trial", 1, 60), "nobody")
_logger = logging.getLogger("cortex.limits")


class RedisRateLimiter(RateLimiter):
    """Runs one script for all quotas of a request, by the time of Redis plus ``offset``. Owners are addresses of
    people: Redis stores only a MAC of them under ``key``, which addresses cannot be tried against without the key.
    While Redis does not answer, ``fallback`` counts for this process, so that limits do not take the service down."""

    def __init__(
        self,
        server: RedisServer,
        fallback: RateLimiter,
        key: Callable[[], bytes],
        offset: Callable[[], timedelta] = timedelta,
    ) -> None:
        self._server = server
        self._fallback = fallback
        self._key = key
        self._offset = offset
        self._is_unavailable = False

    async def check_server(self) -> None:
        """Runs every script with a trial quota. Raises ``RefusedByServer`` and ``ServiceUnavailableException``."""
        async with server_checks(self._server):
            await self._run(Script.TAKE, [_TRIAL_QUOTA], 0, _TRIAL_QUOTA.policy.quota, window_of(_TRIAL_QUOTA.policy))
            await self._run(Script.GIVE_BACK, [_TRIAL_QUOTA])
            await self._run(Script.CLEAR, [_TRIAL_QUOTA])

    async def take(self, quotas: Sequence[Quota]) -> Decision:
        figures = [figure for b in quotas for figure in (b.policy.quota, window_of(b.policy))]
        try:
            answer = await self._run(Script.TAKE, quotas, self._offset() // timedelta(microseconds=1), *figures)
        except ServiceUnavailableException:
            return await self._fallback.take(quotas)
        granted, now, counted = answer
        found = zip(quotas, map(_slices, counted), strict=True)
        return Decision(bool(granted), tuple(quota_status(b.policy, slices, now) for b, slices in found))

    async def refund(self, quotas: Sequence[Quota]) -> None:
        try:
            await self._run(Script.GIVE_BACK, quotas)
        except ServiceUnavailableException:
            await self._fallback.refund(quotas)

    async def reset(self, quotas: Sequence[Quota]) -> None:
        try:
            await self._run(Script.CLEAR, quotas)
        except ServiceUnavailableException:
            await self._fallback.reset(quotas)

    async def _run(self, script: Script, quotas: Sequence[Quota], *arguments: int) -> Any:
        try:
            answer = await self._server.run(script, [self._name(quota) for quota in quotas], arguments)
        except ServiceUnavailableException:
            self._log_availability(is_unavailable=True)
            raise
        self._log_availability(is_unavailable=False)
        return answer

    def _name(self, quota: Quota) -> str:
        trial = quota is _TRIAL_QUOTA
        owner = "nobody" if trial else hmac.digest(self._key(), quota.owner.encode(), "sha256")[:_MAC_BYTES].hex()
        return f"{PREFIX}{quota.policy.name}:{quota.policy.window}:{owner}"

    def _log_availability(self, *, is_unavailable: bool) -> None:
        """Logs each change once."""
        if is_unavailable and not self._is_unavailable:
            _logger.warning("limits_counted_per_process", extra={"reason": "Redis does not answer"})
        if self._is_unavailable and not is_unavailable:
            _logger.warning("limits_counted_together", extra={"reason": "Redis answers again"})
        self._is_unavailable = is_unavailable


def _slices(counted: Sequence[bytes]) -> dict[int, int]:
    """Converts a hash as Redis returns it."""
    numbers = iter(map(int, counted))
    return dict(zip(numbers, numbers, strict=True))
