"""``cortex sessions``, as operators type it, beside a service that runs."""

import asyncio
import json
from functools import partial

import pytest

from domain.shared_kernel.errors import RevokedTokenException
from tests.entrypoints.cli.cli_runner import Done, cortex
from tests.support.app_harness import PASSWORD, SECRET, World, a_world

ADA = "ada@example.org"
NO_SESSION = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
async def world(tmp_path):
    async with a_world("sqlite", tmp_path) as world:
        await world.register(ADA)
        yield world


@pytest.fixture
def typed(tmp_path):
    """Runs a command beside the service, on its stores."""

    async def run(*arguments: str) -> Done:
        return await asyncio.to_thread(partial(cortex, tmp_path, "sessions", *arguments, SECRET_KEY=SECRET))

    return run


async def is_in(world: World, access_token: str) -> bool:
    try:
        await world.who_am_i(access_token)
    except RevokedTokenException:
        return False
    return True


async def test_a_session_is_seen_and_ended_at_once_and_no_other(world, typed):
    lost, kept = await world.log_in(ADA, PASSWORD), await world.log_in(ADA, PASSWORD)
    newest, oldest = json.loads((await typed("list", ADA, "--json")).stdout)["items"]
    ended = await typed("end", ADA, oldest["id"])
    assert (ended.returncode, ended.stdout) == (0, f"{ADA} is signed out there.\n")
    assert not newest["is_current"]
    assert (await is_in(world, lost.access_token), await is_in(world, kept.access_token)) == (False, True)


async def test_every_session_is_ended_at_once(world, typed):
    pairs = [await world.log_in(ADA, PASSWORD) for _ in range(3)]
    table = (await typed("list", ADA, "--limit", "2")).stdout
    ended = await typed("end", ADA, "--all")
    assert "2 of 3. More: --after " in table
    assert (ended.returncode, ended.stdout) == (0, f"{ADA} is signed out everywhere.\n")
    assert [await is_in(world, pair.access_token) for pair in pairs] == [False, False, False]
    assert (await typed("list", ADA)).stdout.splitlines() == ["ID  PLATFORM  OPENED  LAST USED  ADDRESS  DEVICE"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((ADA,), 2, "Give the id of a session, or --all. Try cortex --help.\n"),
        ((ADA, NO_SESSION, "--all"), 2, "Give the id of a session, or --all. Try cortex --help.\n"),
        ((ADA, NO_SESSION), 1, f"{NO_SESSION} is no live session of {ADA}.\n"),
        (("eve@example.org", "--all"), 1, "There is no account of eve@example.org.\n"),
    ],
)
async def test_what_cannot_be_ended_is_told_and_ends_nobody(world, typed, arguments, code, said):
    pair = await world.log_in(ADA, PASSWORD)
    done = await typed("end", *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", said)
    assert await is_in(world, pair.access_token)
