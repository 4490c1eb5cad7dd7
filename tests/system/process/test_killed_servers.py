"""A server that is killed in the middle of its writes: what it acknowledged is there when it is back, and is whole."""

import asyncio
import re
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from statistics import median
from time import monotonic
from typing import Any

import attrs
from aiohttp import ClientError, ClientSession

from tests.support.busyness import allowed
from tests.system.api.client import Client
from tests.system.process.cortex import ENOUGH, Process, serving, wait_until

ADA = "ada@example.org"
KILLS = 5
AT_ONCE = 6
READY_AGAIN = 5.0
"""Seconds from the start of a process to its readiness, as a rule: the machine may be busy with something else."""


@attrs.define
class People:
    """Everybody who asks for an account, and whose account was acknowledged."""

    asked: set[str] = attrs.field(factory=set)
    acknowledged: set[str] = attrs.field(factory=set)
    several: asyncio.Event = attrs.field(factory=asyncio.Event)

    async def come(self, client: Client, more: int) -> None:
        """One after the other, until the server is gone; tells when so many more have their account."""
        wanted = len(self.acknowledged) + more
        with suppress(ClientError):
            while True:
                email = f"{len(self.asked)}@example.org"
                self.asked.add(email)
                assert (await client.register(email)).status == 201
                self.acknowledged.add(email)
                if len(self.acknowledged) >= wanted:
                    self.several.set()


async def kill_in_the_middle(people: People, client: Client, process: Process, more: int) -> None:
    people.several.clear()
    load = asyncio.gather(*(people.come(client, more) for _person in range(AT_ONCE)))
    waiting = asyncio.create_task(people.several.wait())
    either: list[asyncio.Future[Any]] = [load, waiting]
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    process.kill()
    await load
    await waiting


async def is_ready(client: Client) -> bool:
    async with client.http.get(f"{client.origin}/health/ready") as response:
        return response.status == 200


def ask(folder: Path, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "cortex.db", timeout=ENOUGH)) as database:
        return database.execute(question).fetchall()


def stored(folder: Path) -> set[str]:
    """The addresses in a database that is found whole, each account with its link and its mail."""
    assert ask(folder, "PRAGMA integrity_check") == [("ok",)]
    assert ask(folder, "PRAGMA foreign_key_check") == []
    tables = ("users", "one_time_tokens", "stored_jobs WHERE name = 'send_mail'")
    ((people, links, mails),) = ask(folder, f"SELECT {', '.join(f'(SELECT count(*) FROM {t})' for t in tables)}")  # noqa: S608  # names of this test
    assert people == links == mails
    return {email for (email,) in ask(folder, "SELECT email FROM users")}


def all_mails_are_done(folder: Path) -> bool:
    return ask(folder, "SELECT id FROM stored_jobs WHERE name = 'send_mail' AND status != 'done'") == []


async def test_accounts_that_a_killed_server_acknowledged_are_there_when_it_is_back_and_their_mails_go_out(
    tmp_path: Path,
) -> None:
    people, waits = People(), []
    for life in range(KILLS):
        begun = monotonic()
        with serving(tmp_path, JOB_LEASE="1s") as (origin, process):
            async with ClientSession() as http:
                client = Client(http, origin)
                assert await is_ready(client)
                waits.append(monotonic() - begun)
                assert people.acknowledged <= stored(tmp_path) <= people.asked
                await kill_in_the_middle(people, client, process, more=1 + life * 5)
    with serving(tmp_path, JOB_LEASE="1s"):
        assert people.acknowledged <= stored(tmp_path) <= people.asked
        wait_until(lambda: all_mails_are_done(tmp_path))
    printed = (tmp_path / "output.txt").read_bytes().decode(errors="replace")
    delivered = set(re.findall(r"^To: +(\S+)$", printed, re.MULTILINE))
    assert delivered == stored(tmp_path)
    assert median(waits[1:]) < allowed(READY_AGAIN)


async def test_a_session_outlives_the_kill_of_its_server(tmp_path: Path) -> None:
    async with ClientSession() as http:
        with serving(tmp_path) as (origin, process):
            client = Client(http, origin)
            await client.register(ADA)
            pair = (await client.log_in(ADA)).body
            renewed = (await client("POST", "/auth/refresh", {"refresh_token": pair["refresh_token"]})).body
            process.kill()
        with serving(tmp_path) as (origin, _process):
            client = Client(http, origin, token=renewed["access_token"])
            assert (await client("GET", "/me")).status == 200
            again = await client("POST", "/auth/refresh", {"refresh_token": renewed["refresh_token"]})
    assert again.status == 200
