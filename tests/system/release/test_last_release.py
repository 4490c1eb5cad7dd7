"""A database that the release before the renaming of its classes has written is read by this one: rows, waiting jobs,
sessions with their tokens, and links."""

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from application.accounts.confirm_email import ConfirmEmailCommand
from domain.accounts.errors import AccountLocked
from domain.jobs.stored_job import JobStatus, StoredJob
from tests.support.app_harness import DATABASE, AppHarness, app_harness

HERE = Path(__file__).parent
WRITTEN = json.loads((HERE / "last_release.json").read_text("utf-8"))
"""When it was written, the tokens of a session of Ada, and the token of the link that was mailed to Eve."""


@pytest.fixture
async def harness(tmp_path: Path) -> AsyncIterator[AppHarness]:
    with closing(sqlite3.connect(tmp_path / DATABASE)) as database:
        database.executescript((HERE / "last_release.sql").read_text("utf-8"))
    async with app_harness("sqlite", tmp_path) as harness:
        harness.clock.at = datetime.fromisoformat(WRITTEN["at"])
        yield harness


async def jobs_of(harness: AppHarness) -> dict[str, JobStatus]:
    async with harness.container.ports().read() as work:
        return {job.name: job.status for job in await work.jobs.select_all(StoredJob.last_error.is_none())}


async def test_accounts_of_the_last_release_sign_in_with_their_passwords(harness: AppHarness) -> None:
    pair = await harness.log_in("ada@example.org")
    principal = await harness.who_am_i(pair.access_token)
    assert (principal.user.email, principal.user.is_staff) == ("ada@example.org", False)
    assert (await harness.user("boss@example.org")).is_staff


async def test_an_account_that_the_last_release_locked_is_locked(harness: AppHarness) -> None:
    with pytest.raises(AccountLocked):
        await harness.log_in("bob@example.org")


async def test_a_session_of_the_last_release_goes_on(harness: AppHarness) -> None:
    assert (await harness.who_am_i(WRITTEN["access"])).user.email == "ada@example.org"
    renewed = await harness.refresh(WRITTEN["refresh"])
    assert (await harness.who_am_i(renewed.access_token)).session.generation == 3


async def test_a_link_that_the_last_release_mailed_is_good(harness: AppHarness) -> None:
    await harness.container.accounts().confirm_email(ConfirmEmailCommand(token=WRITTEN["verify"]))
    assert (await harness.user("eve@example.org")).is_email_verified


async def test_jobs_that_wait_since_the_last_release_are_done(harness: AppHarness) -> None:
    assert JobStatus.PENDING in (await jobs_of(harness)).values()
    mailed = {(mail.to, mail.subject) for mail in await harness.mails()}
    assert mailed == {
        ("bob@example.org", "Your account was locked"),
        ("ada@example.org", "Choose a new password"),
    }
    assert await jobs_of(harness) == dict.fromkeys(("send_mail", "forget_sessions", "purge", "ping"), JobStatus.DONE)
