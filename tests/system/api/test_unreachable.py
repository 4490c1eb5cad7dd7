"""Servers that are down are told, and nothing is lost over it."""

from collections.abc import AsyncIterator
from pathlib import Path

import attrs
import pytest

from tests.support.app_harness import AppHarness, app_harness
from tests.support.eventually import eventually
from tests.support.servers import postgresql
from tests.support.servers.proxy import Proxy, proxy_to, to_postgresql, to_valkey
from tests.system.api.client import Client, Reply
from tests.system.api.conftest import serving

ADA = "ada@example.org"


@attrs.frozen
class Behind:
    """A service whose servers can be taken away."""

    harness: AppHarness
    client: Client
    database: Proxy
    redis: Proxy

    def is_listening(self) -> None:
        self.harness.container.web().readiness.ready = True


@pytest.fixture
async def behind(tmp_path: Path) -> AsyncIterator[Behind]:
    async with proxy_to(to_postgresql) as database, proxy_to(to_valkey) as redis:
        urls = {
            "database_url": postgresql.by_way_of(database.port, await postgresql.emptied_url(tmp_path)),
            "token_store_url": f"redis://127.0.0.1:{redis.port}/0",
        }
        async with (
            app_harness("postgresql, sessions in redis", tmp_path, **urls) as harness,
            serving(harness) as client,
        ):
            yield Behind(harness, client, database, redis)


def is_told(reply: Reply) -> bool:
    return (reply.status, reply.code) == (503, "service_unavailable") and "Retry-After" in reply.headers


async def test_a_service_without_its_database_says_so_and_is_back_when_it_is(behind: Behind) -> None:
    await behind.client.register(ADA)
    ada = await behind.client.signed_in(ADA)
    await behind.database.cut()
    for _ in range(10):
        assert is_told(await ada("GET", "/me"))
        assert is_told(await behind.client.log_in(ADA))
    async with ada.http.get(f"{ada.origin}/health/live") as live:
        assert live.status == 200
    await behind.database.mend()

    async def is_back() -> bool:
        return (await ada("GET", "/me")).status == 200

    await eventually(is_back)


async def test_a_service_without_its_sessions_consumes_no_token(behind: Behind) -> None:
    await behind.client.register(ADA)
    pair = (await behind.client.log_in(ADA)).body
    ada = behind.client.with_token(pair["access_token"])
    await behind.redis.cut()
    for _ in range(10):
        assert is_told(await ada("GET", "/me"))
        assert is_told(await behind.client("POST", "/auth/refresh", {"refresh_token": pair["refresh_token"]}))
    await behind.redis.mend()

    async def is_back() -> bool:
        reply = await behind.client("POST", "/auth/refresh", {"refresh_token": pair["refresh_token"]})
        return reply.status == 200 and (await ada("GET", "/me/sessions")).body["total"] == 1

    await eventually(is_back)


async def test_a_service_that_cannot_serve_is_not_ready(behind: Behind) -> None:
    async def is_ready() -> bool:
        async with behind.client.http.get(f"{behind.client.origin}/health/ready") as reply:
            return reply.status == 200

    async def is_not_ready() -> bool:
        return not await is_ready()

    behind.is_listening()
    await eventually(is_ready)
    await behind.redis.cut()
    await eventually(is_not_ready)
    await behind.redis.mend()
    await eventually(is_ready)
