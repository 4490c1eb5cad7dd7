"""The service grown up: servers, workers, PostgreSQL and Redis, each a process of its own, told what to do by their
environment alone."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg  # type: ignore[import-untyped]  # it has no types
import attrs
from aiohttp import ClientSession

from tests.support.app_harness import PASSWORD, SECRET
from tests.support.busyness import allowed_lease
from tests.support.eventually import eventually
from tests.support.servers.killable import KillableServer, killable_postgresql, killable_valkey
from tests.support.servers.ports import free_port
from tests.support.servers.proxy import Streams, proxy_to
from tests.system.api.client import Client
from tests.system.process.cortex import CORTEX, ENOUGH, Running, cortex, started

LEASE_SECONDS = 2
"""Of a worker that has a core to itself: who is kept waiting for longer seems to have died, and its mails repeat."""
WORKER = (CORTEX, "worker")
DRAMATIQ = (CORTEX.with_name("dramatiq"), "-p", "1", "-t", "10", "bootstrap.worker:assemble")
AT_WORK = "does up to 10 jobs at once"


_people = count()


def somebody() -> str:
    """An address that nobody has yet."""
    return f"somebody-{next(_people)}@example.org"


@attrs.frozen
class Cluster:
    """Its public URL leads to every server in turn, a connection each. Mails are printed to ``workers.txt``,
    where the command line of Dramatiq writes its log, too."""

    folder: Path
    settings: dict[str, str]
    database: KillableServer
    sessions: KillableServer
    broker: KillableServer
    operations: str
    servers: tuple[Running, ...]
    workers: tuple[Running, ...]

    @property
    def origins(self) -> list[str]:
        return [server.address() for server in self.servers]

    def clients(self, http: ClientSession) -> list[Client]:
        """A client of each server."""
        return [Client(http, origin) for origin in self.origins]

    def mailed(self) -> list[str]:
        """To whom mails went, once for each."""
        printed = (self.folder / "workers.txt").read_bytes().decode(errors="replace")
        return re.findall(r"^To: +(\S+)$", printed, re.MULTILINE)

    async def staff_token(self, client: Client) -> str:
        """The access token of a new staff member."""
        email = somebody()
        making = ("create-admin", "--email", email, "--password-stdin")
        done = await asyncio.to_thread(cortex, self.folder, *making, stdin=f"{PASSWORD}\n", **self.settings)
        assert done.returncode == 0, done.stderr
        return str((await client.at("admin").log_in(email)).body["access_token"])

    async def has_mailed(self, *addresses: str) -> None:
        """Waits until everybody of these has a mail."""

        async def holds() -> bool:
            return set(addresses) <= set(self.mailed())

        await eventually(holds, within=ENOUGH)

    async def has_rest(self) -> None:
        """Waits until every job is done."""

        async def holds() -> bool:
            return not await self.ask("SELECT id FROM stored_jobs WHERE status != 'done'")

        await eventually(holds, within=ENOUGH)

    async def ask(self, question: str) -> list[tuple[Any, ...]]:
        connection = await asyncpg.connect(self.database.url.replace("+asyncpg", ""))
        try:
            return [tuple(row) for row in await connection.fetch(question)]
        finally:
            await connection.close()


@asynccontextmanager
async def running_cluster(folder: Path) -> AsyncIterator[Cluster]:
    """Two servers and three workers, one of these by the command line of Dramatiq, all started at once over servers
    where nothing is stored."""
    database, sessions, broker = killable_postgresql(), killable_valkey(), killable_valkey(1)
    origins: list[str] = []
    operators = f"127.0.0.1:{free_port()}"
    async with proxy_to(in_turn(origins)) as proxy:
        settings = {
            "DATABASE_URL": database.url,
            "TOKEN_STORE_URL": sessions.url,
            "BROKER_URL": broker.url,
            "SECRET_KEY": SECRET,
            "PUBLIC_URL": f"http://127.0.0.1:{proxy.port}",
            "JOB_LEASE": allowed_lease(LEASE_SECONDS),
        }
        with started_processes(folder, settings, operators) as (servers, workers):
            origins += [server.address() for server in servers]
            workers[0].said(AT_WORK)
            yield Cluster(folder, settings, database, sessions, broker, f"http://{operators}", servers, workers)


def in_turn(origins: list[str]) -> Callable[[], Awaitable[Streams]]:
    turns = count()

    async def connect() -> Streams:
        origin = urlsplit(origins[next(turns) % len(origins)])
        return await asyncio.open_connection(origin.hostname, origin.port)

    return connect


@contextmanager
def started_processes(
    folder: Path, settings: dict[str, str], operators: str
) -> Iterator[tuple[tuple[Running, ...], tuple[Running, ...]]]:
    """All are started at once, and told to end at once: but for the one of Dramatiq, which dies when told twice."""
    with ExitStack() as stack:

        def start(*command: str | Path, name: str, **others: str) -> Running:
            return stack.enter_context(started(folder, *command, name=name, **settings | others))

        servers = (
            start(CORTEX, "serve", name="server", PORT="0", OPS_BIND=operators),
            start(CORTEX, "serve", name="other-server", PORT="0"),
        )
        workers = (start(CORTEX, "worker", name="workers"), start(CORTEX, "worker", name="workers"))
        dramatiq = start(*DRAMATIQ, name="workers", errors="workers")
        for one in (*servers, *workers):
            stack.callback(one.process.terminate)
        yield servers, (*workers, dramatiq)
