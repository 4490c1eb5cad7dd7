"""For how long a mail is tried again, and how operators have all of them sent after an outage."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import attrs
import pytest

from domain.jobs.stored_job import JobStatus, StoredJob
from tests.support.app_harness import MATRIX, AppHarness, app_harness
from tests.support.mail_servers import Box, mail_server

ADA, GRACE = "ada@example.org", "grace@example.org"
HOUR = timedelta(hours=1)
AWAY, REFUSED = {"RCPT": "451 4.3.0 come back later"}, {"RCPT": "550 5.1.1 nobody of this name"}


@attrs.frozen
class Outage:
    """A service whose mail server takes nothing but what ``box`` lets in, and two people whose accounts were locked."""

    harness: AppHarness
    box: Box

    async def jobs(self, status: JobStatus) -> list[StoredJob]:
        async with self.harness.container.ports().read() as work:
            return await work.jobs.select_all(StoredJob.name == "send_mail", StoredJob.status == status)

    async def attempts_until_given_up(self) -> list[datetime]:
        """When the mails were tried."""
        attempts = []
        while waiting := await self.jobs(JobStatus.PENDING):
            now = self.harness.clock.now()
            self.harness.clock.at += max(timedelta(0), max(job.run_at for job in waiting) - now)
            attempts.append(self.harness.clock.now())
            await self.harness.do_jobs()
        return attempts

    def received(self) -> list[str]:
        return sorted(message["To"] for message in self.box.messages())


@pytest.fixture(params=MATRIX)
async def outage(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Outage]:
    box = Box()
    async with (
        mail_server(box) as port,
        app_harness(request.param, tmp_path, mail_url=f"smtp://127.0.0.1:{port}") as harness,
    ):
        boss = await harness.register("boss@example.org", staff=True)
        people = [await harness.register(email) for email in (ADA, GRACE)]
        await harness.do_jobs()
        box.envelopes.clear()
        box.answers = AWAY
        for person in people:
            await harness.lock(person.pk, by=boss.pk)
        yield Outage(harness, box)


async def test_a_mail_is_tried_for_a_day_and_at_most_an_hour_apart(outage: Outage) -> None:
    attempts = await outage.attempts_until_given_up()
    gaps = [later - earlier for earlier, later in pairwise(attempts)]
    assert attempts[-1] - attempts[0] >= timedelta(hours=24)
    assert max(gaps) < HOUR + timedelta(minutes=1)
    assert {job.attempts for job in await outage.jobs(JobStatus.DEAD)} == {len(attempts)}


async def test_a_mail_arrives_once_when_its_server_is_back_after_hours(outage: Outage) -> None:
    while (await outage.jobs(JobStatus.PENDING))[0].attempts < 20:
        await outage.harness.do_jobs()
        outage.harness.pass_time(hours=1)
    outage.box.answers = {}
    await outage.harness.do_jobs()
    outage.harness.pass_time(hours=1)
    await outage.harness.do_jobs()
    assert outage.received() == [ADA, GRACE]


async def test_a_mail_that_is_refused_for_good_is_given_up_after_the_usual_attempts(outage: Outage) -> None:
    outage.box.answers = REFUSED
    assert len(await outage.attempts_until_given_up()) == 8


async def test_all_dead_jobs_are_tried_again_at_once_or_those_of_one_name(outage: Outage) -> None:
    outage.box.answers = REFUSED
    await outage.attempts_until_given_up()
    outage.box.answers = {}
    retry_dead_jobs = outage.harness.container.jobs().retry_dead_jobs
    batches: list[int] = []
    assert await retry_dead_jobs("ping", batches.append) == 0
    assert await retry_dead_jobs("send_mail", batches.append) == sum(batches) == 2
    await outage.harness.do_jobs()
    assert outage.received() == [ADA, GRACE]
    assert await retry_dead_jobs(None, batches.append) == 0


async def test_dead_jobs_are_retried_in_batches_each_once(outage: Outage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("application.jobs.retry_dead_jobs.BATCH", 1)
    outage.box.answers = REFUSED
    await outage.attempts_until_given_up()
    batches: list[int] = []
    assert await outage.harness.container.jobs().retry_dead_jobs(None, batches.append) == 2
    assert batches == [1, 1]
