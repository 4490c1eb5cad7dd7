"""Tabs that race, each at a server process of its own."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import cycle, islice
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.process.cortex import CORTEX, started
from tests.service.client import Client
from tests.world import SECRET, STORES, servers_for

ADA = "ada@example.org"
PROCESSES = 4
RACERS = 50
ROUNDS = 4


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


@pytest.mark.parametrize("store", ["sqlite", "postgresql", "postgresql, sessions in redis"])
async def test_racers_over_several_processes_get_one_successor(tmp_path, store):
    urls = await servers_for(store, tmp_path)
    database_url, token_store_url = (url.format(folder=tmp_path, **urls) for url in STORES[store])
    settings = {"DATABASE_URL": database_url, "TOKEN_STORE_URL": token_store_url, "SECRET_KEY": SECRET}
    with servers(tmp_path, **settings) as origins:
        async with ClientSession() as http:
            clients = [Client(http, origin) for origin in origins]
            await clients[0].register(ADA)
            token = (await clients[1].log_in(ADA)).body["refresh_token"]
            for _round in range(ROUNDS):
                replies = await asyncio.gather(
                    *(
                        client("POST", "/auth/refresh", {"refresh_token": token})
                        for client in islice(cycle(clients), RACERS)
                    )
                )
                assert {reply.status for reply in replies} == {200}
                (token,) = {reply.body["refresh_token"] for reply in replies}
    told = (tmp_path / "errors.txt").read_text()
    assert "locked" not in told
    assert "Traceback" not in told
