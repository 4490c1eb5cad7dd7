"""The real thing: servers and workers as processes of their own over the storages of a case, a mail server, clients
that compare every answer with a model, and what must hold at the end."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # it has no types
import attrs
from aiohttp import ClientSession, ClientTimeout, TCPConnector

from tests.faults.case import SQLITE, Trial
from tests.faults.deployment.member import AT_WORK, Member
from tests.faults.deployment.stores import CONNECTIONS, Stores, running_stores
from tests.faults.load.model import Model
from tests.faults.load.observed_client import ObservedClient, served
from tests.faults.sweep import sweep
from tests.support.app_harness import DATABASE, PASSWORD, SECRET
from tests.support.busyness import allowed_lease
from tests.support.servers.killable import LOGGED, KillableServer
from tests.system.process.cortex import CORTEX, ENOUGH, WORKER_SCRIPT, cortex

LEASE_SECONDS = 2
LOCKED_SECONDS = 1.0
"""Whoever works gives the lock back within much less."""
TIMEOUT = ClientTimeout(total=60)
PUBLIC_URL = "http://127.0.0.1:9"
NONE: Mapping[str, str] = {}
_numbers = count()
_people = count()


@attrs.define(eq=False)
class Deployment:
    """``may_repeat_mails`` is said where a process may die between the server's acceptance of a mail and the commit,
    ``connections_may_linger`` where PostgreSQL cannot know that their other end is gone. ``dead_jobs`` are expected to
    be dead, and ``known_log_lines`` to be logged."""

    trial: Trial
    folder: Path
    stores: Stores
    http: ClientSession
    model: Model = attrs.field(factory=Model)
    servers: list[Member] = attrs.field(factory=list)
    workers: list[Member] = attrs.field(factory=list)
    settings: dict[str, str] = attrs.field(factory=dict)
    database_folder: Path = attrs.field(factory=Path)
    may_repeat_mails: bool = False
    connections_may_linger: bool = False
    dead_jobs: int = 0
    known_log_lines: tuple[str, ...] = ()

    def client(self, number: int = 0) -> ObservedClient:
        """A client of one server, in turn."""
        return ObservedClient(self.http, self.servers[number % len(self.servers)].origin, model=self.model)

    @property
    def clients(self) -> list[ObservedClient]:
        """A client of each server."""
        return [self.client(number) for number in range(len(self.servers))]

    def somebody(self) -> str:
        """An address that nobody has yet."""
        return f"somebody-{next(_people)}@example.org"

    async def person(self, number: int = 0) -> str:
        """The address of a new account."""
        email = self.somebody()
        reply = await served(lambda: self.client(number).register(email))
        assert reply.status == 201, f"registration was answered {reply.status}"
        return email

    async def ask(self, question: str) -> list[tuple[Any, ...]]:
        """Rows of the database, past any proxy."""
        if self.stores.database is None:
            return await asyncio.to_thread(self._ask_sqlite, question)
        connection = await asyncpg.connect(self.stores.database.url.replace("+asyncpg", ""))
        try:
            return [tuple(row) for row in await connection.fetch(question)]
        finally:
            await connection.close()

    async def is_locked(self) -> bool:
        """Whether somebody keeps the write lock of SQLite; PostgreSQL has none for all."""
        return self.stores.database is None and await asyncio.to_thread(self._is_locked)

    def _is_locked(self) -> bool:
        file = self.database_folder / DATABASE
        with closing(sqlite3.connect(file, timeout=LOCKED_SECONDS, isolation_level=None)) as database:
            try:
                database.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return True
        return False

    def _ask_sqlite(self, question: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.database_folder / DATABASE, timeout=ENOUGH)) as database:
            return database.execute(question).fetchall()

    async def command(self, *words: str, stdin: str = "") -> str:
        """Runs a command of ``cortex`` to its end; what it printed."""
        done = await asyncio.to_thread(cortex, self.folder, *words, stdin=stdin, **self.settings)
        assert done.returncode == 0, done.stderr
        return done.stdout

    async def staff(self) -> ObservedClient:
        """A new member of staff, signed in."""
        email = self.somebody()
        await self.command("create-admin", "--email", email, "--password-stdin", stdin=f"{PASSWORD}\n")
        client = attrs.evolve(self.client(), platform="admin")
        return (await client.owner(email))[0]

    def add_server(
        self,
        *,
        wrapper: tuple[str, ...] = (),
        command: tuple[str, ...] = ("serve",),
        program: Path = CORTEX,
        settings: Mapping[str, str] = NONE,
    ) -> Member:
        """One more server, not yet started."""
        name = f"server-{len(self.servers)}"
        self.servers.append(Member(self.folder, name, command, {**self.settings, **settings}, wrapper, program))
        return self.servers[-1]

    def add_script(self, *words: str, settings: Mapping[str, str] = NONE) -> Member:
        """A worker that knows the jobs of tests, not yet started."""
        name = f"script-{len(self.workers)}"
        settings = {**self.settings, **settings}
        self.workers.append(Member(self.folder, name, words, settings, program=WORKER_SCRIPT, ready="open"))
        return self.workers[-1]

    def add_worker(self, *, wrapper: tuple[str, ...] = ()) -> Member:
        """One more worker, not yet started."""
        name = f"worker-{len(self.workers)}"
        self.workers.append(Member(self.folder, name, ("worker",), self.settings, wrapper, ready=AT_WORK))
        return self.workers[-1]


@asynccontextmanager
async def deployed(
    trial: Trial,
    *,
    servers: int = 1,
    workers: int = 0,
    broker: bool = False,
    through: Collection[str] = (),
    max_connections: str = CONNECTIONS,
    database: KillableServer | None = None,
    sessions_log: Sequence[str] = LOGGED,
    database_folder: Path | None = None,
    settings: Mapping[str, str] = NONE,
) -> AsyncIterator[Deployment]:
    """Everything started at once; at the end whatever must hold is checked, and all logs are searched."""
    from tests.faults.invariants import check_invariants  # it knows deployments

    folder = trial.folder / f"deployment-{next(_numbers)}"
    folder.mkdir()
    async with (
        running_stores(
            trial.storage,
            broker=bool(workers) or broker,
            through=through,
            max_connections=max_connections,
            database=database,
            sessions_log=sessions_log,
        ) as stores,
        ClientSession(timeout=TIMEOUT, connector=TCPConnector(limit=0)) as http,
    ):
        usual = {"SECRET_KEY": SECRET, "PUBLIC_URL": PUBLIC_URL, "MAIL_FROM": "cortex@example.org"}
        usual |= {"JOB_LEASE": allowed_lease(LEASE_SECONDS), "LOG_FORMAT": "json", "SESSIONS_PER_ACCOUNT": "10000"}
        if trial.storage == SQLITE:
            usual["DATABASE_URL"] = f"sqlite+aiosqlite:///{database_folder or folder}/{DATABASE}"
        deployment = Deployment(trial, folder, stores, http, settings={**usual, **stores.settings, **settings})
        deployment.database_folder = database_folder or folder
        for _server in range(servers):
            deployment.add_server()
        for _worker in range(workers):
            deployment.add_worker()
        try:
            await asyncio.to_thread(_start_all, [*deployment.servers, *deployment.workers])
            yield deployment
            await check_invariants(deployment)
        finally:
            members = [*deployment.servers, *deployment.workers]
            await asyncio.gather(*(member.close() for member in members))
            trial.swept.add(sweep(sorted(folder.glob("*.txt")), {*deployment.model.secrets, PASSWORD, SECRET}))


def _start_all(members: list[Member]) -> None:
    for member in members:
        member.begin()
    for member in members:
        member.wait()
