"""``cortex sessions``, as operators type it, beside a service that runs."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest

from domain.shared_kernel.errors import RevokedTokenException
from tests.entrypoints.cli.cli_runner import Done, cortex
from tests.support.app_harness import PASSWORD, SECRET, AppHarness, app_harness

ADA = "ada@example.org"
RunCortex = Callable[..., Awaitable[Done]]
NO_SESSION = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
async def harness(tmp_path: Path) -> AsyncIterator[AppHarness]:
    async with app_harness("sqlite", tmp_path) as harness:
        await harness.register(ADA)
        yield harness


@pytest.fixture
def run_cortex(tmp_path: Path) -> RunCortex:
    """Runs a command beside the service, on its stores."""

    async def run(*arguments: str) -> Done:
        return await asyncio.to_thread(partial(cortex, tmp_path, "sessions", *arguments, SECRET_KEY=SECRET))

    return run


async def is_in(harness: AppHarness, access_token: str) -> bool:
    try:
        await harness.who_am_i(access_token)
    except RevokedTokenException:
        return False
    return True


async def test_a_session_is_seen_and_ended_at_once_and_no_other(harness: AppHarness, run_cortex: RunCortex) -> None:
    lost = await harness.log_in(ADA, PASSWORD)
    harness.pass_time(seconds=1)
    kept = await harness.log_in(ADA, PASSWORD)
    newest, oldest = json.loads((await run_cortex("list", ADA, "--json")).stdout)["items"]
    ended = await run_cortex("end", ADA, oldest["id"])
    assert (ended.returncode, ended.stdout) == (0, f"{ADA} is signed out there.\n")
    assert not newest["is_current"]
    assert (await is_in(harness, lost.access_token), await is_in(harness, kept.access_token)) == (False, True)


async def test_every_session_is_ended_at_once(harness: AppHarness, run_cortex: RunCortex) -> None:
    pairs = [await harness.log_in(ADA, PASSWORD) for _ in range(3)]
    table = (await run_cortex("list", ADA, "--limit", "2")).stdout
    ended = await run_cortex("end", ADA, "--all")
    assert "2 of 3. More: --after " in table
    assert (ended.returncode, ended.stdout) == (0, f"{ADA} is signed out everywhere.\n")
    assert [await is_in(harness, pair.access_token) for pair in pairs] == [False, False, False]
    assert (await run_cortex("list", ADA)).stdout.splitlines() == ["ID  PLATFORM  OPENED  LAST USED  ADDRESS  DEVICE"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((ADA,), 2, "Give the id of a session, or --all. Try cortex --help.\n"),
        ((ADA, NO_SESSION, "--all"), 2, "Give the id of a session, or --all. Try cortex --help.\n"),
        ((ADA, NO_SESSION), 1, f"{NO_SESSION} is no live session of {ADA}.\n"),
        (("eve@example.org", "--all"), 1, "There is no account of eve@example.org.\n"),
    ],
)
async def test_a_session_that_cannot_be_ended_is_told_and_ends_no_other(
    harness: AppHarness, run_cortex: RunCortex, arguments: tuple[str, ...], code: int, said: str
) -> None:
    pair = await harness.log_in(ADA, PASSWORD)
    done = await run_cortex("end", *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", said)
    assert await is_in(harness, pair.access_token)
