"""Servers that end, hang and forget while the service is at work: it says so, loses nothing and is back by itself."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import partial
from time import monotonic

import attrs
import pytest
from aiohttp import ClientSession
from redis.asyncio import Redis

from tests.support.busyness import allowed, is_busy
from tests.support.eventually import eventually
from tests.support.servers.killable import KillableServer
from tests.system.api.client import Client, Reply
from tests.system.process.cluster import Cluster, somebody
from tests.system.process.cortex import ENOUGH

AT_ONCE = 16
"""More than there are connections to PostgreSQL in a server."""
WITHIN = 3.0 + 0.5
"""What is promised, and some time for a machine that is busy with tests."""
BUSY = 2
"""How often the longest wait of better times is granted beside, for a machine that is busier still."""
BACK_WITHIN = 5.0
A_WHILE = 3.0
BROKERLESS = 200
NO_SLOWER = 2.0


@attrs.define
class RequestLoad:
    """People who open accounts one after the other; who was answered what, and how long they waited."""

    acknowledged: list[str] = attrs.field(factory=list)
    refused: list[Reply] = attrs.field(factory=list)
    others: list[Reply] = attrs.field(factory=list)
    longest: float = 0.0

    async def come(self, client: Client) -> None:
        while True:
            email, began = somebody(), monotonic()
            reply = await client.register(email)
            self.longest = max(self.longest, monotonic() - began)
            if reply.status == 201:
                self.acknowledged.append(email)
            else:
                (self.refused if is_told(reply) else self.others).append(reply)

    async def several(self, more: int = 20) -> None:
        """Waits until so many more have their account."""
        wanted = len(self.acknowledged) + more
        await until(lambda: len(self.acknowledged) >= wanted)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(ENOUGH):
        while not holds():  # noqa: ASYNC110  # what others do
            await asyncio.sleep(0.01)


@asynccontextmanager
async def background_load(clients: list[Client]) -> AsyncIterator[RequestLoad]:
    load = RequestLoad()
    people = [asyncio.create_task(load.come(client)) for client in clients * (AT_ONCE // len(clients))]
    try:
        yield load
    finally:
        for person in people:
            person.cancel()
        for person in people:
            with suppress(asyncio.CancelledError):
                await person


def is_told(reply: Reply) -> bool:
    return (reply.status, reply.code) == (503, "service_unavailable") and "Retry-After" in reply.headers


async def is_alive(client: Client) -> bool:
    async with client.http.get(f"{client.origin}/health/live") as response:
        return response.status == 200


async def dependencies(cluster: Cluster, http: ClientSession) -> dict[str, str]:
    """What operators are told, in time."""
    async with asyncio.timeout(allowed(WITHIN)), http.get(f"{cluster.operations}/health") as response:
        return {each["name"]: each["state"] for each in (await response.json())["dependencies"]}


async def is_only_the_database_down(cluster: Cluster, http: ClientSession) -> bool:
    """Whoever takes a second to answer on a busy machine counts as down, so operators may have to ask again."""
    return await dependencies(cluster, http) == {"database": "down", "token store": "ok", "broker": "ok"}


async def back_after(holds: Callable[[], Awaitable[bool]]) -> float:
    """Seconds until it is as it was."""
    began = monotonic()
    async with asyncio.timeout(ENOUGH):
        while not await holds():  # noqa: ASYNC110  # what is waited for is an answer
            await asyncio.sleep(0.02)
    return monotonic() - began


async def registering(clients: list[Client], emails: list[str]) -> float:
    """Everybody gets an account; the seconds that the longest answer took."""
    turns, waits = iter(emails), []

    async def come(client: Client) -> None:
        for email in turns:
            began = monotonic()
            while (reply := await client.register(email)).status == 503 and is_busy():
                continue
            assert reply.status == 201
            waits.append(monotonic() - began)

    await asyncio.gather(*map(come, clients * 4))
    return max(waits)


@contextmanager
def down(server: KillableServer) -> Iterator[None]:
    server.kill()
    try:
        yield
    finally:
        server.start()


FAULTS = {"ended": down, "silent": KillableServer.paused}


@pytest.fixture
async def clients(cluster: Cluster) -> AsyncIterator[list[Client]]:
    async with ClientSession() as http:
        yield cluster.clients(http)


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_service_under_load_whose_database_is_gone_says_so_and_is_back_with_all_it_acknowledged(
    cluster: Cluster, clients: list[Client], fault: str
) -> None:
    async with background_load(clients) as load:
        await load.several()
        usual = load.longest
        with FAULTS[fault](cluster.database):
            before = len(load.refused)
            await until(lambda: len(load.refused) >= before + 2 * AT_ONCE)
            assert all([await is_alive(client) for client in clients])
            await eventually(partial(is_only_the_database_down, cluster, clients[0].http))
        began = monotonic()
        await load.several()
        back = monotonic() - began
    print(f"{fault}: longest answer {load.longest:.2f} s, back after {back:.2f} s, {len(load.refused)} times 503")
    stored = {email for (email,) in await cluster.ask("SELECT email FROM users")}
    assert set(load.acknowledged) <= stored
    assert [(reply.status, reply.body) for reply in load.others] == []
    assert load.longest < allowed(WITHIN) + BUSY * usual
    assert back < allowed(BACK_WITHIN) + BUSY * usual
    await cluster.has_mailed(*load.acknowledged)


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_service_whose_sessions_are_gone_consumes_no_token_and_forgets_no_revocation(
    cluster: Cluster, clients: list[Client], fault: str
) -> None:
    ada = somebody()
    await clients[0].register(ada)
    pair, gone = [(await clients[0].log_in(ada)).body for _session in range(2)]
    await clients[1]("POST", "/auth/logout", {"refresh_token": gone["refresh_token"]})
    live, revoked = ([client.with_token(tokens["access_token"]) for client in clients] for tokens in (pair, gone))
    renewal = {"refresh_token": pair["refresh_token"]}
    with FAULTS[fault](cluster.sessions):
        for client, mine, ended in zip(clients, live, revoked, strict=True):
            for _time in range(4):
                began = monotonic()
                refused = await asyncio.gather(
                    mine("GET", "/me"), ended("GET", "/me"), client("POST", "/auth/refresh", renewal)
                )
                assert all(map(is_told, refused))
                assert monotonic() - began < allowed(WITHIN)
            assert await is_alive(client)
            assert (await client.register(somebody())).status == 201

    async def are_back() -> bool:
        replies = [await mine("GET", "/me") for mine in live]
        assert {reply.status for reply in replies} <= {200, 503}
        assert {(await ended("GET", "/me")).status for ended in revoked} <= {401, 503}
        return all(reply.status == 200 for reply in replies)

    back = await back_after(are_back)
    renewed = [await client("POST", "/auth/refresh", renewal) for client in clients]
    print(f"{fault}: back after {back:.2f} s")
    assert back < allowed(BACK_WITHIN)
    assert [reply.status for reply in renewed] == [200, 200]
    assert len({reply.body["refresh_token"] for reply in renewed}) == 1
    assert [(await ended("GET", "/me")).status for ended in revoked] == [401, 401]


async def test_sessions_that_were_flushed_are_over_and_everybody_may_sign_in_again(
    cluster: Cluster, clients: list[Client]
) -> None:
    ada = somebody()
    await clients[0].register(ada)
    pair = (await clients[0].log_in(ada)).body
    async with Redis.from_url(cluster.sessions.url) as redis:
        await redis.flushall()
    for client in clients:
        replies = [
            await client.with_token(pair["access_token"])("GET", "/me"),
            await client("POST", "/auth/refresh", {"refresh_token": pair["refresh_token"]}),
        ]
        assert [reply.status for reply in replies] == [401, 401]
        again = await client.signed_in(ada)
        assert (await again("GET", "/me")).status == 200


@pytest.mark.parametrize("fault", FAULTS)
async def test_nobody_notices_that_the_broker_is_gone_and_every_mail_is_sent_after_its_return(
    cluster: Cluster, clients: list[Client], fault: str
) -> None:
    usual = await registering(clients, [somebody() for _person in range(BROKERLESS // 10)])
    new = [somebody() for _person in range(BROKERLESS)]
    with FAULTS[fault](cluster.broker):
        longest = await registering(clients, new)
    began = monotonic()
    await cluster.has_mailed(*new)
    print(f"{fault}: longest answer {longest:.2f} s, {BROKERLESS} mails {monotonic() - began:.2f} s after its return")
    assert longest < allowed(NO_SLOWER) + BUSY * usual
    assert sorted(email for email in cluster.mailed() if email in set(new)) == sorted(new)
