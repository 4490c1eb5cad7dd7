"""Several servers and several workers are one service."""

from collections.abc import AsyncIterator
from contextlib import ExitStack
from time import time

import pytest
from aiohttp import ClientSession

from tests.support.servers.killable import paused
from tests.system.api.client import Client
from tests.system.process.cluster import Cluster, somebody


@pytest.fixture
async def clients(cluster: Cluster) -> AsyncIterator[list[Client]]:
    async with ClientSession() as http:
        yield cluster.clients(http)


async def test_a_lock_by_one_server_is_obeyed_by_the_other_in_the_very_next_request(
    cluster: Cluster, clients: list[Client]
) -> None:
    boss = await cluster.staff_token(clients[0])
    for one, other in (clients, reversed(clients)):
        ada = somebody()
        account = (await one.register(ada)).body["id"]
        token = (await other.log_in(ada)).body["access_token"]
        before = await other.with_token(token)("GET", "/me")
        lock = await one.at("admin").with_token(boss)("POST", f"/users/{account}/lock")
        after = await other.with_token(token)("GET", "/me")
        assert (before.status, lock.status, after.status, after.code) == (200, 200, 401, "revoked_token")


async def test_a_job_is_done_by_whichever_worker_there_is(cluster: Cluster, clients: list[Client]) -> None:
    for worker in cluster.workers:
        await cluster.has_rest()
        with ExitStack() as others:
            for other in cluster.workers:
                if other is not worker:
                    others.enter_context(paused(other.process.pid))
            new = [somebody(), somebody()]
            for client, email in zip(clients, new, strict=True):
                assert (await client.register(email)).status == 201
            await cluster.has_mailed(*new)


async def test_periodic_jobs_are_done_once_however_many_workers_there_are(cluster: Cluster) -> None:
    await cluster.has_rest()
    purges = await cluster.ask("SELECT key, attempts FROM stored_jobs WHERE name = 'purge' ORDER BY key")
    hours = [int(key.removeprefix("purge:")) for key, _attempts in purges]
    assert hours == list(range(hours[0], int(time() // 3600) + 1))
    assert purges[0] == (f"purge:{hours[0]}", 1)
