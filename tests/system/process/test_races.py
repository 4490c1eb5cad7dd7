"""Tabs that race, each at a server process of its own."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import cycle, islice
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.support.app_harness import SECRET, STORES, servers_for
from tests.system.api.client import Client, Reply
from tests.system.process.cortex import CORTEX, started

ADA = "ada@example.org"
PROCESSES = 4
RACERS = 50
ROUNDS = 4
IN_REDIS = ("postgresql, sessions in redis",)
"""Redis has a quarter of a second, which a busy machine may need for itself: a tab is told so, and loses nothing."""


@contextmanager
def servers(folder: Path, **settings: str) -> Iterator[list[str]]:
    """Their addresses. All are started at once, with nothing stored."""
    with ExitStack() as stack:
        running = [
            stack.enter_context(started(folder, CORTEX, "serve", name=f"server-{number}", PORT="0", **settings))
            for number in range(PROCESSES)
        ]
        for one in running:
            stack.callback(one.process.terminate)
        yield [one.address() for one in running]


async def race(client: Client, token: str) -> list[Reply]:
    """What a tab is answered until it is no longer told to come back later."""
    replies = [await renew(client, token)]
    while replies[-1].status == 503:
        await asyncio.sleep(int(replies[-1].headers["Retry-After"]))
        replies.append(await renew(client, token))
    return replies


async def renew(client: Client, token: str) -> Reply:
    return await client("POST", "/auth/refresh", {"refresh_token": token})


@pytest.mark.parametrize("store", ["sqlite", "postgresql", *IN_REDIS])
async def test_racers_over_several_processes_get_one_successor(tmp_path: Path, store: str) -> None:
    urls = await servers_for(store, tmp_path)
    database_url, token_store_url = (url.format(folder=tmp_path, **urls) for url in STORES[store])
    settings = {"DATABASE_URL": database_url, "TOKEN_STORE_URL": token_store_url, "SECRET_KEY": SECRET}
    with servers(tmp_path, **settings) as origins:
        async with ClientSession() as http:
            clients = [Client(http, origin) for origin in origins]
            await clients[0].register(ADA)
            asked: list[int] = []
            token = (await clients[1].log_in(ADA)).body["refresh_token"]
            for _round in range(ROUNDS):
                racing = [race(client, token) for client in islice(cycle(clients), RACERS)]
                rounds = await asyncio.gather(*racing)
                asked += [reply.status for replies in rounds for reply in replies]
                (token,) = {replies[-1].body["refresh_token"] for replies in rounds}
    assert set(asked) <= {200, 503} if store in IN_REDIS else set(asked) == {200}
    told = (tmp_path / "errors.txt").read_text()
    assert "locked" not in told
    assert "Traceback" not in told
