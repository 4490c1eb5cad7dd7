"""Four servers under load: no request that begins after the answer of an act that ends sessions is served."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import attrs
import pytest
from aiohttp import ClientSession

from tests.support.app_harness import PASSWORD
from tests.system.api.client import Client, Reply
from tests.system.process.cluster import Cluster, somebody
from tests.system.process.cortex import CORTEX, started

SERVERS = 4
ROUNDS = 5
AT_ONCE = 8
SERVED_OR_REFUSED = {200, 401, 503}
"""The last on a machine that is so busy that a store does not answer in time."""
NEW_PASSWORD = "kT8-harbour-lantern"


@pytest.fixture(scope="module")
def origins(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """The two servers of the cluster, and two more."""
    folder: Path = tmp_path_factory.mktemp("servers")
    with ExitStack() as stack:
        more = [
            stack.enter_context(started(folder, CORTEX, "serve", name=f"server-{n}", PORT="0", **cluster.settings))
            for n in range(SERVERS - len(cluster.servers))
        ]
        yield [*cluster.origins, *(server.address() for server in more)]


@pytest.fixture
async def clients(origins: list[str]) -> AsyncIterator[list[Client]]:
    async with ClientSession() as http:
        yield [Client(http, origin) for origin in origins]


@attrs.frozen
class Act:
    """One way to end a session, by its owner or by staff."""

    owner: Client
    staff: Client
    user_id: str
    refresh_token: str

    async def lock(self) -> Reply:
        return await self.staff("POST", f"/users/{self.user_id}/lock")

    async def log_out(self) -> Reply:
        return await self.owner("POST", "/auth/logout", {"refresh_token": self.refresh_token})

    async def change_password(self) -> Reply:
        return await self.owner("POST", "/me/password", {"current_password": PASSWORD, "new_password": NEW_PASSWORD})

    async def delete(self) -> Reply:
        return await self.staff("DELETE", f"/users/{self.user_id}")


ACTS: dict[str, Callable[[Act], Awaitable[Reply]]] = {
    "lock": Act.lock,
    "logout": Act.log_out,
    "new password": Act.change_password,
    "deletion": Act.delete,
}


async def ask_until(stop: asyncio.Event, client: Client) -> None:
    while not stop.is_set():
        assert (await client("GET", "/me")).status in SERVED_OR_REFUSED


@pytest.mark.parametrize("act", ACTS)
async def test_an_act_that_was_answered_is_obeyed_by_every_process_at_once(
    cluster: Cluster, clients: list[Client], act: str
) -> None:
    staff = clients[0].at("admin").with_token(await cluster.staff_token(clients[0]))
    for turn in range(ROUNDS):
        ada = somebody()
        user_id = (await clients[turn % SERVERS].register(ada)).body["id"]
        pair = (await clients[(turn + 1) % SERVERS].log_in(ada)).body
        devices = [client.with_token(pair["access_token"]) for client in clients]
        assert {(await device("GET", "/me")).status for device in devices} == {200}
        stop = asyncio.Event()
        load = [asyncio.create_task(ask_until(stop, device)) for device in devices for _ in range(AT_ONCE // 2)]
        try:
            answer = await ACTS[act](Act(devices[turn % SERVERS], staff, user_id, pair["refresh_token"]))
            after = await asyncio.gather(*(device("GET", "/me") for device in devices for _ in range(AT_ONCE)))
        finally:
            stop.set()
            await asyncio.gather(*load)
        assert answer.status in {200, 204}
        assert {reply.status for reply in after} - {503} == {401}
    await cluster.has_rest()
