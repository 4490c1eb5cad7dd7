"""Signing keys that are rotated while two servers on one database are under load."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import attrs
import jwt
import pytest
from aiohttp import ClientSession

from tests.support.eventually import eventually
from tests.system.api.client import Client
from tests.system.process.cortex import ENOUGH, cortex, serving

ADA = "ada@example.org"
KEYS = {"SIGNING_KEYS": "cortex.keys", "KEY_NOTICE": "3s", "KEY_OVERLAP": "6s", "SESSIONS_PER_ACCOUNT": "10000"}
CLIENTS = 3
GLANCE = 0.05
A_SECOND = timedelta(seconds=1)
REFUSED = 'Bearer error="invalid_token"'


@attrs.frozen
class Ask:
    """A token that was sent, and what became of it."""

    kid: str
    sent_at: datetime
    answered_at: datetime
    status: int


@attrs.define
class Load:
    """Clients that sign in at one server, and show each token that they ever got at the other, again and again."""

    servers: tuple[Client, Client]
    tokens: list[str] = attrs.field(factory=list)
    asks: list[Ask] = attrs.field(factory=list)
    is_over: bool = False

    async def visit(self, number: int) -> None:
        here, there = self.servers[number % 2], self.servers[(number + 1) % 2]
        while not self.is_over:
            pair = await here.log_in(ADA)
            assert pair.status == 200
            self.tokens.append(pair.body["access_token"])
            for token in (self.tokens[-1], self.tokens[len(self.tokens) // 2], self.tokens[0]):
                await self.ask(there, token)

    async def ask(self, server: Client, token: str) -> None:
        sent_at = datetime.now(UTC)
        reply = await server.with_token(token)("GET", "/me")
        self.asks.append(Ask(kid_of(token), sent_at, datetime.now(UTC), reply.status))

    async def first_kid(self) -> str:
        return kid_of((await self.servers[0].log_in(ADA)).body["access_token"])

    def signed_by(self, kid: str) -> list[str]:
        return [token for token in self.tokens if kid_of(token) == kid]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as group:
            for number in range(CLIENTS):
                group.create_task(self.visit(number))
            try:
                yield
            finally:
                self.is_over = True

    async def wait_for(self, kid: str) -> None:
        """Until a key signs."""
        async with asyncio.timeout(ENOUGH):
            while not self.signed_by(kid):  # noqa: ASYNC110  # the clients run beside
                await asyncio.sleep(GLANCE)

    async def wait_until_refused(self, kid: str) -> None:
        async with asyncio.timeout(ENOUGH):
            while not any(ask.kid == kid and ask.status == 401 for ask in self.asks):  # noqa: ASYNC110  # what other tasks do
                await asyncio.sleep(GLANCE)


def kid_of(token: str) -> str:
    return str(jwt.get_unverified_header(token)["kid"])


async def rotated(folder: Path) -> tuple[str, datetime, datetime]:
    """The new key, from when it signs and until when the old one is accepted, in whole seconds."""
    done = await asyncio.to_thread(cortex, folder, "keys", "rotate", **KEYS)
    said = re.fullmatch(r"(\S+) .* signs from (\S+)\.\nTokens of .* are accepted until (\S+)\.\n", done.stdout)
    assert said
    return said[1], datetime.fromisoformat(said[2]), datetime.fromisoformat(said[3])


async def shows(server: Client, kids: set[str]) -> bool:
    async with server.http.get(f"{server.origin}/.well-known/jwks.json") as response:
        assert response.headers["Cache-Control"] == "public, max-age=3"
        return {key["kid"] for key in (await response.json())["keys"]} == kids


@pytest.fixture
async def load(tmp_path: Path) -> AsyncIterator[Load]:
    cortex(tmp_path, "keys", "generate", **KEYS)
    with serving(tmp_path, **KEYS) as (first, _one), serving(tmp_path, **KEYS) as (second, _two):
        async with ClientSession() as http:
            servers = Client(http, first), Client(http, second)
            assert (await servers[0].register(ADA)).status == 201
            yield Load(servers)


async def test_no_live_token_is_refused_while_keys_are_rotated_and_all_old_ones_are_after_the_overlap(
    load: Load, tmp_path: Path
) -> None:
    old = await load.first_kid()
    async with load.running():
        new, begin, over = await rotated(tmp_path)
        for server in load.servers:
            await eventually(partial(shows, server, {old, new}))
        await load.wait_for(new)
        await load.wait_until_refused(old)
    assert {kid_of(token) for token in load.tokens} == {old, new}
    assert [ask for ask in load.asks if ask.status != 200 and (ask.kid != old or ask.answered_at < over)] == []
    accepted = [ask for ask in load.asks if ask.status == 200]
    assert [ask for ask in accepted if ask.kid == old and ask.sent_at > over + A_SECOND] == []
    assert [ask for ask in accepted if ask.kid == new and ask.answered_at < begin] == []
    assert any(ask.kid == old and ask.sent_at > begin + 2 * A_SECOND for ask in accepted)
    for server in load.servers:
        for token in load.signed_by(old):
            reply = await server.with_token(token)("GET", "/me")
            assert (reply.status, reply.code, reply.headers["WWW-Authenticate"]) == (401, "invalid_token", REFUSED)
        assert await shows(server, {new})
