"""Limits protect; they must not be what takes the service down."""

import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import attrs
import pytest
from redis.asyncio import Redis

from adapters.clock.system import SystemClock
from adapters.rate_limiter.memory import MemoryRateLimiter
from adapters.rate_limiter.redis import RedisRateLimiter
from adapters.rate_limiter.redis_scripts import PREFIX
from adapters.redis.server import RedisServer
from domain.shared_kernel.rate_limits import Quota, RateLimit
from tests.support.eventually import eventually
from tests.support.servers import valkey
from tests.support.servers.proxy import Proxy, proxy_to, to_valkey

KEY = b"a key that Redis does not know"
THREE = RateLimit("three", 3, 3600)
ADA = Quota(THREE, "ada@example.org")


@attrs.frozen
class Far:
    limiter: RedisRateLimiter
    proxy: Proxy

    async def takes(self, times: int) -> list[bool]:
        return [(await self.limiter.take([ADA])).granted for _ in range(times)]


@pytest.fixture
async def far() -> AsyncIterator[Far]:
    """A Redis that can be cut off."""
    await valkey.emptied_url()
    async with proxy_to(to_valkey) as proxy:
        server = RedisServer(f"redis://127.0.0.1:{proxy.port}/0", timeout=timedelta(seconds=2))
        await server.open()
        yield Far(RedisRateLimiter(server, MemoryRateLimiter(SystemClock()), lambda: KEY), proxy)
        await server.close()


async def test_while_redis_is_away_the_process_counts_on_its_own_and_says_so_once(
    far: Far, caplog: pytest.LogCaptureFixture
) -> None:
    assert await far.takes(2) == [True, True]
    await far.proxy.cut()
    with caplog.at_level(logging.WARNING, "cortex.limits"):
        assert await far.takes(9) == [True] * 3 + [False] * 6
        await far.limiter.refund([ADA])
        assert await far.takes(2) == [True, False]
        await far.limiter.reset([ADA])
        assert await far.takes(1) == [True]
    assert caplog.messages == ["limits_counted_per_process"]


async def test_redis_counts_where_it_left_off_when_it_is_back_and_that_is_logged(
    far: Far, caplog: pytest.LogCaptureFixture
) -> None:
    await far.takes(2)
    await far.proxy.cut()
    await far.takes(1)
    await far.proxy.mend()

    with caplog.at_level(logging.WARNING, "cortex.limits"):
        await eventually(lambda: _told(far, caplog))
    assert await far.takes(2) == [True, False]


async def _told(far: Far, caplog: pytest.LogCaptureFixture) -> bool:
    await far.limiter.reset([Quota(THREE, "somebody else")])
    return "limits_counted_together" in caplog.messages


async def test_redis_forgets_what_no_longer_counts_and_never_learns_whom_it_was_about(far: Far) -> None:
    await far.takes(1)
    async with Redis.from_url(valkey.server_url()) as client:
        (key,) = [key async for key in client.scan_iter(match=f"{PREFIX}*")]
        left = await client.ttl(key)
    assert b"ada" not in key
    assert THREE.window - 5 < left <= THREE.window * 1.1


async def test_nobody_who_reads_redis_can_try_addresses_against_its_keys() -> None:
    async def name_under(key: bytes) -> bytes:
        server = RedisServer(await valkey.emptied_url(), timeout=timedelta(seconds=30))
        await server.open()
        await RedisRateLimiter(server, MemoryRateLimiter(SystemClock()), lambda: key).take([ADA])
        await server.close()
        async with Redis.from_url(valkey.server_url()) as client:
            (name,) = [name async for name in client.scan_iter(match=f"{PREFIX}*")]
        return bytes(name)

    assert await name_under(KEY) == await name_under(KEY)
    assert await name_under(KEY) != await name_under(KEY + b"!")
