"""Another process that shares an adapter with the tests: what it does at a URL is to be seen by them, and the other way
round."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from uuid import UUID

from domain.accounts.email_address import EmailAddress
from domain.accounts.user import User
from tests.contracts.places import opened_limiter, opened_storage, opened_store
from tests.contracts.quotas import ADA
from tests.support.clocks import MovableClock

ROOT = Path(__file__).parents[2]


async def in_other_process(act: str, url: str, *arguments: str) -> str:
    """Does an act in a process of its own, and returns what it says. Raises ``AssertionError`` if it fails."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", __name__, act, url, *arguments),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, errors = await process.communicate()
    assert process.returncode == 0, f"another process could not use {url}:\n{errors.decode()}"
    return said.decode().strip()


async def _session_moved_on(url: str, session_id: str, in_database: str) -> str:
    """Finds a session and replaces it by its next generation."""
    async with opened_store(url, MovableClock(), in_database=bool(in_database)) as store:
        found = await store.find(UUID(session_id))
        if found is None:
            return "not found"
        found.session.generation += 1
        return "replaced" if await store.replace(found.session) else "not replaced"


async def _account_renamed(url: str, email: str) -> str:
    """Finds an account and renames it."""
    async with opened_storage(url, MovableClock()) as storage, storage.begin() as work:
        found = await work.users.select_one(User.email == EmailAddress(email))
        if found is None:
            return "not found"
        await work.users.update(found, first_name="Augusta")
        await work.commit()
        return "renamed"


async def _units_taken(url: str, times: str) -> str:
    """Takes units of a quota, and returns how many were granted."""
    async with opened_limiter(url, MovableClock()) as limiter:
        return str(sum([(await limiter.take([ADA])).granted for _ in range(int(times))]))


ACTS: Mapping[str, Callable[..., Awaitable[str]]] = {
    "session": _session_moved_on,
    "account": _account_renamed,
    "quota": _units_taken,
}


async def _main(act: str, *arguments: str) -> None:
    print(await ACTS[act](*arguments))


if __name__ == "__main__":
    asyncio.run(_main(*sys.argv[1:]))
