"""Budgets in Redis, for as many processes and machines as there are."""

import hmac
import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from adapters.rate_limiter.redis_scripts import PREFIX, Script
from adapters.rate_limiter.slices import quota_status, window_of
from adapters.redis.server import RedisServer
from adapters.redis.server_check import checking_server
from application.ports.rate_limiter import Decision, RateLimiter
from domain.shared_kernel.errors import ServiceUnavailableException
from domain.shared_kernel.rate_limits import Quota, RateLimit

_MAC_BYTES = 16
_TRIAL = Quota(RateLimit("trial", 1, 60), "nobody")
_logger = logging.getLogger("cortex.limits")


class RedisRateLimiter(RateLimiter):
    """One script for all budgets of a request, by the time of Redis, moved by ``offset``. Owners are people, by their
    addresses: who reads Redis finds a MAC of them under ``key``, which nobody can try addresses against. While Redis
    does not answer, ``stand_in`` counts for this process: limits protect, and must not be what takes the service down.
    """

    def __init__(
        self,
        server: RedisServer,
        stand_in: RateLimiter,
        key: Callable[[], bytes],
        offset: Callable[[], timedelta] = timedelta,
    ) -> None:
        self._server = server
        self._stand_in = stand_in
        self._key = key
        self._offset = offset
        self._is_away = False

    async def check_server(self) -> None:
        """Runs every script on a budget of nobody. Raises ``RefusedByServer`` and ``ServiceUnavailableException``."""
        async with checking_server(self._server):
            await self._run(Script.TAKE, [_TRIAL], 0, _TRIAL.policy.quota, window_of(_TRIAL.policy))
            await self._run(Script.GIVE_BACK, [_TRIAL])
            await self._run(Script.CLEAR, [_TRIAL])

    async def take(self, quotas: Sequence[Quota]) -> Decision:
        figures = [figure for b in quotas for figure in (b.policy.quota, window_of(b.policy))]
        try:
            answer = await self._run(Script.TAKE, quotas, self._offset() // timedelta(microseconds=1), *figures)
        except ServiceUnavailableException:
            return await self._stand_in.take(quotas)
        granted, now, counted = answer
        found = zip(quotas, map(_slices, counted), strict=True)
        return Decision(bool(granted), tuple(quota_status(b.policy, slices, now) for b, slices in found))

    async def refund(self, quotas: Sequence[Quota]) -> None:
        try:
            await self._run(Script.GIVE_BACK, quotas)
        except ServiceUnavailableException:
            await self._stand_in.refund(quotas)

    async def reset(self, quotas: Sequence[Quota]) -> None:
        try:
            await self._run(Script.CLEAR, quotas)
        except ServiceUnavailableException:
            await self._stand_in.reset(quotas)

    async def _run(self, script: Script, quotas: Sequence[Quota], *arguments: int) -> Any:
        try:
            answer = await self._server.run(script, [self._name(quota) for quota in quotas], arguments)
        except ServiceUnavailableException:
            self._tell(is_away=True)
            raise
        self._tell(is_away=False)
        return answer

    def _name(self, quota: Quota) -> str:
        trial = quota is _TRIAL
        owner = "nobody" if trial else hmac.digest(self._key(), quota.owner.encode(), "sha256")[:_MAC_BYTES].hex()
        return f"{PREFIX}{quota.policy.name}:{quota.policy.window}:{owner}"

    def _tell(self, *, is_away: bool) -> None:
        """Each change once."""
        if is_away and not self._is_away:
            _logger.warning("Redis does not answer: until it does, each process counts limits on its own")
        if self._is_away and not is_away:
            _logger.warning("Redis answers again: limits are counted for all processes together")
        self._is_away = is_away


def _slices(counted: Sequence[bytes]) -> dict[int, int]:
    """A hash, as Redis tells it."""
    numbers = iter(map(int, counted))
    return dict(zip(numbers, numbers, strict=True))
