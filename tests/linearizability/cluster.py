"""Four server processes over one of the storages, which is stopped, hangs and comes back."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, closing
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from uuid import UUID

import attrs
from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from application.accounts.services.register_command import RegisterCommand
from bootstrap.by_hand import Core, use_cases
from bootstrap.simulation.wire import Answer, NoAnswer
from domain.access.role import Role
from domain.accounts import purposes
from domain.accounts.one_time_token import OneTimeToken
from domain.shared_kernel.errors import BaseAppException
from tests.linearizability.recording import OK, certainly
from tests.simulation.staff import EMAIL, NAMES
from tests.support.app_harness import DATABASE, GENEROUS, PASSWORD, SECRET
from tests.support.servers.killable import KillableServer, killable_postgresql, killable_valkey, paused
from tests.system.process.cortex import CORTEX, Running, started

TIMEOUT_SECONDS = 4.0
"""Of a client, after which it does not know whether its request had an effect."""
LONGEST_PAUSE_SECONDS = 2.5
STORES = ("sqlite", "sqlite, sessions in redis", "postgresql", "postgresql, sessions in redis")


@attrs.define(eq=False)
class Server:
    """One server process, which may be killed and started again at another port."""

    number: int
    folder: Path
    settings: dict[str, str]
    stack: ExitStack = attrs.field(factory=ExitStack)
    running: Running | None = None
    origin: str | None = None

    def start(self) -> None:
        """Starts it; ``origin`` is where it listens."""
        name = f"server-{self.number}"
        self.running = self.stack.enter_context(started(self.folder, CORTEX, "serve", name=name, **self.settings))

    def find_address(self) -> None:
        """Waits until it listens."""
        assert self.running is not None
        self.origin = self.running.address()

    def close(self) -> None:
        """Ends it."""
        self.stack.close()

    def restart(self) -> None:
        """Kills it and starts it again."""
        assert self.running is not None
        self.origin = None
        self.running.process.kill()
        self.stack.close()
        self.start()
        self.find_address()


@attrs.frozen(eq=False)
class ClusterTarget:
    """The cluster, as recorders ask it: each request goes to any of the processes."""

    http: ClientSession
    servers: list[Server]
    random: Random
    core: Core
    run: str
    _numbers: "count[int]" = attrs.field(factory=count)

    async def ask(
        self, method: str, path: str, body: object = None, *, token: str | None = None, platform: str = "customer"
    ) -> Answer:
        """Sends a request. Raises ``NoAnswer`` after a time-out and for a connection that is lost."""
        origins = [server.origin for server in self.servers if server.origin]
        if not origins:
            raise NoAnswer
        headers = {"X-Source": platform} | ({"Authorization": f"Bearer {token}"} if token else {})
        try:
            async with self.http.request(
                method, f"{self.random.choice(origins)}{path}", json=body, headers=headers
            ) as answer:
                return Answer(answer.status, dict(answer.headers), await answer.read())
        except (ClientError, TimeoutError, OSError):
            raise NoAnswer from None

    async def newest_link(self, user_id: UUID) -> str | None:
        """Reads the newest link, and signs it as the service does."""
        of_user = (OneTimeToken.user_id == user_id) & (OneTimeToken.purpose == purposes.RESET_PASSWORD)
        while True:
            try:
                async with self.core.ports.read() as work:
                    links = await work.one_time_tokens.select_all(of_user)
            except BaseAppException:
                await asyncio.sleep(0.1)
            else:
                newest = max(links, key=lambda link: link.created_at)
                return self.core.ports.link_signer.sign(purposes.RESET_PASSWORD, newest.pk)

    def name(self) -> str:
        """An address that no account has yet."""
        return f"somebody-{self.run}-{next(self._numbers)}@example.org"

    async def sign_in_staff(self) -> str:
        """An access token of an owner."""
        body = {"email": EMAIL, "password": PASSWORD}
        signed_in = await certainly(lambda: self.ask("POST", "/admin/auth/login", body, platform="admin"), OK)
        token: str = signed_in.json["access_token"]
        return token


@attrs.frozen(eq=False)
class Cluster:
    """The target, and the faults that may happen to it, by their names."""

    target: ClusterTarget
    faults: dict[str, Callable[[Random], None]]


@asynccontextmanager
async def cluster_over(store: str, folder: Path, processes: int, random: Random) -> AsyncIterator[Cluster]:
    """Starts the servers of a store, and so many processes of the service."""
    async with AsyncExitStack() as stack:
        database = killable_postgresql() if store.startswith("postgresql") else None
        sessions = killable_valkey() if "redis" in store else None
        stack.callback(_end, [each for each in (database, sessions) if each])
        settings = {
            "database_url": database.url if database else f"sqlite+aiosqlite:///{folder}/{DATABASE}",
            "token_store_url": sessions.url if sessions else "database://",
            "secret_key": SECRET,
            "mail_url": "memory://",
            **GENEROUS,
            "password_hash_memory": "8",
            "password_hash_passes": "1",
        }
        core = await stack.enter_async_context(use_cases(**settings))
        await core.accounts.create_staff_user(RegisterCommand(person=NAMES, password=PASSWORD), Role.OWNER)
        environment = {name.upper(): value for name, value in settings.items()} | {"PORT": "0"}
        servers = [Server(number, folder, environment) for number in range(processes)]
        for server in servers:
            server.start()
            stack.callback(server.close)
        for server in servers:
            await asyncio.to_thread(server.find_address)
        timeout = ClientTimeout(total=TIMEOUT_SECONDS)
        http = await stack.enter_async_context(ClientSession(timeout=timeout, connector=TCPConnector(limit=0)))
        target = ClusterTarget(http, servers, random, core, f"{random.getrandbits(32):x}")
        yield Cluster(target, _faults(folder, servers, database, sessions))


def _faults(
    folder: Path, servers: list[Server], database: KillableServer | None, sessions: KillableServer | None
) -> dict[str, Callable[[Random], None]]:
    """What may happen, each for a random time. They block: a thread runs them."""
    faults: dict[str, Callable[[Random], None]] = {
        "a process is stopped for a while": lambda random: _pause_process(random, servers),
        "a process is killed and started again": lambda random: random.choice(servers).restart(),
    }
    for name, server in (("the database", database), ("the store of sessions", sessions)):
        if server is not None:
            faults[f"{name} hangs"] = partial(_pause, server=server)
            faults[f"{name} dies and comes back"] = partial(_restart, server=server)
    if database is None:
        faults["another process holds the write lock"] = lambda random: _hold_lock(random, folder / DATABASE)
    return faults


def _pause_process(random: Random, servers: list[Server]) -> None:
    running = random.choice(servers).running
    assert running is not None
    with paused(running.process.pid):
        time.sleep(random.uniform(0.1, LONGEST_PAUSE_SECONDS))


def _pause(random: Random, server: KillableServer) -> None:
    with server.paused():
        time.sleep(random.uniform(0.1, LONGEST_PAUSE_SECONDS))


def _restart(_random: Random, server: KillableServer) -> None:
    server.kill()
    server.start()


def _hold_lock(random: Random, file: Path) -> None:
    with closing(sqlite3.connect(file, timeout=10, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        time.sleep(random.uniform(0.1, LONGEST_PAUSE_SECONDS))
        connection.execute("ROLLBACK")


def _end(servers: list[KillableServer]) -> None:
    for server in servers:
        server.kill()
