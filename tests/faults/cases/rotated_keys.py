"""Signing keys that are rotated while two servers on one database are under load."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

import attrs
import jwt

from tests.faults.case import POSTGRESQL, SQLITE, Case, Trial
from tests.faults.deployment.deployment import Deployment, deployed
from tests.support.eventually import eventually
from tests.system.api.client import Client
from tests.system.process.cortex import ENOUGH

KEYS = {"SIGNING_KEYS": "cortex.keys", "KEY_NOTICE": "3s", "KEY_OVERLAP": "6s"}
A_SECOND = timedelta(seconds=1)
REFUSED = 'Bearer error="invalid_token"'


@attrs.frozen
class Ask:
    """A token that was sent, and what became of it."""

    kid: str
    sent_at: datetime
    answered_at: datetime
    status: int


@attrs.define(eq=False)
class Load:
    """Clients that sign in at one server, and show each token that they ever got at the other, again and again."""

    deployment: Deployment
    email: str
    tokens: list[str] = attrs.field(factory=list)
    asks: list[Ask] = attrs.field(factory=list)
    is_over: bool = False

    async def visit(self, number: int) -> None:
        """One client."""
        here, there = self.deployment.client(number), self.deployment.client(number + 1)
        while not self.is_over:
            pair = await here.log_in(self.email)
            if pair.status == 503:
                continue
            self.tokens.append(pair.body["access_token"])
            for token in (self.tokens[-1], self.tokens[len(self.tokens) // 2], self.tokens[0]):
                await self.ask(there, token)
            await asyncio.sleep(self.deployment.trial.dose.get("milliseconds between visits", 0) / 1000)

    async def ask(self, server: Client, token: str) -> None:
        """Shows a token."""
        sent_at = datetime.now(UTC)
        reply = await server.with_token(token)("GET", "/me")
        self.asks.append(Ask(kid_of(token), sent_at, datetime.now(UTC), reply.status))

    def signed_by(self, kid: str) -> list[str]:
        """The tokens of a key."""
        return [token for token in self.tokens if kid_of(token) == kid]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """For as long as the block lasts."""
        async with asyncio.TaskGroup() as group:
            for number in range(self.deployment.trial.dose["clients"]):
                group.create_task(self.visit(number))
            try:
                yield
            finally:
                self.is_over = True

    async def signs(self, kid: str) -> bool:
        """Whether a key has signed."""
        return bool(self.signed_by(kid))

    async def is_refused(self, kid: str) -> bool:
        """Whether a token of a key was refused."""
        return any(ask.kid == kid and ask.status == 401 for ask in self.asks)


def kid_of(token: str) -> str:
    """The key that signed a token."""
    return str(jwt.get_unverified_header(token)["kid"])


async def run(trial: Trial) -> None:
    """Several rotations, one after the other."""
    async with deployed(trial, servers=0, settings=KEYS) as deployment:
        await deployment.command("keys", "generate")
        servers = [deployment.add_server(), deployment.add_server()]
        await asyncio.gather(*(server.start() for server in servers))
        asked = 0
        for _rotation in range(trial.dose["rotations"]):
            load = Load(deployment, await deployment.person())
            await rotate_under(load)
            asked += len(load.asks)
        trial.show("requests", asked)


async def rotate_under(load: Load) -> None:
    """The old key is accepted until its time is over, and by nobody after it."""
    deployment = load.deployment
    old = kid_of((await deployment.client().log_in(load.email)).body["access_token"])
    async with load.running():
        new, begin, over = await rotated(deployment)
        for server in deployment.clients:
            await eventually(partial(shows, server, {old, new}))
        await eventually(partial(load.signs, new), within=ENOUGH)
        await eventually(partial(load.is_refused, old), within=ENOUGH)
    judge(load, old, new, begin, over)
    for server in deployment.clients:
        for token in load.signed_by(old):
            reply = await server.with_token(token)("GET", "/me")
            refused = (reply.status, reply.headers.get("WWW-Authenticate")) == (401, REFUSED)
            deployment.trial.expect(refused, "a token was accepted after the overlap")
        deployment.trial.expect(await shows(server, {new}), "an old key is published after its time")


def judge(load: Load, old: str, new: str, begin: datetime, over: datetime) -> None:
    """Compares every answer with the times that were announced."""
    trial, accepted = load.deployment.trial, [ask for ask in load.asks if ask.status == 200]
    early = [ask for ask in load.asks if ask.status == 401 and (ask.kid != old or ask.answered_at < over)]
    late = [ask for ask in accepted if ask.kid == old and ask.sent_at > over + A_SECOND]
    too_soon = [ask for ask in accepted if ask.kid == new and ask.answered_at < begin]
    trial.expect(not early, f"{len(early)} live tokens were refused inside the overlap")
    trial.expect(not late, f"{len(late)} tokens were accepted after the overlap")
    trial.expect(not too_soon, f"{len(too_soon)} tokens were signed by a key before its time")
    overlapped = any(ask.kid == old and ask.sent_at > begin + 2 * A_SECOND for ask in accepted)
    trial.expect(overlapped, "no old token was accepted inside the overlap")


async def rotated(deployment: Deployment) -> tuple[str, datetime, datetime]:
    """The new key, from when it signs and until when the old one is accepted, in whole seconds."""
    said = await deployment.command("keys", "rotate")
    found = re.fullmatch(r"(\S+) .* signs from (\S+)\.\nTokens of .* are accepted until (\S+)\.\n", said)
    assert found
    return found[1], datetime.fromisoformat(found[2]), datetime.fromisoformat(found[3])


async def shows(server: Client, kids: set[str]) -> bool:
    """Whether these keys are published, for as long as others may remember them."""
    async with server.http.get(f"{server.origin}/.well-known/jwks.json") as response:
        assert response.headers["Cache-Control"] == "public, max-age=3"
        return {key["kid"] for key in (await response.json())["keys"]} == kids


CASE = Case(
    name="rotated-keys",
    fault="the signing key is rotated under load",
    passes="no live token refused inside the overlap, all refused after",
    storages=(SQLITE, POSTGRESQL),
    full={"rotations": 5, "clients": 3},
    quick={"rotations": 1, "clients": 3, "milliseconds between visits": 50},
    in_suite=(SQLITE,),
    waits=True,
    run=run,
)
