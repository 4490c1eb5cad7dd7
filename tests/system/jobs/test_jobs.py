import asyncio
import logging
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from adapters.job_queue.dramatiq import DramatiqJobQueue
from application.accounts.services import account_mails
from application.accounts.services.deliver_mail_job import DeliverMailJob
from application.jobs.ping import PingJob
from application.jobs.purge_expired import PurgeExpiredJob
from application.request_context import set_language, set_request_id
from domain.jobs.errors import JobAlreadyThere
from domain.jobs.stored_job import JobStatus
from domain.shared_kernel.errors import NotFoundException, ServiceUnavailableException
from domain.shared_kernel.language import Language
from tests.system.jobs.conftest import Greet, JobHarness

ADA = "ada@example.org"


def test_a_job_is_the_same_after_it_was_written_down() -> None:
    for job in (
        PingJob(),
        DeliverMailJob(account_mails.INVITATION.name, uuid4(), uuid4()),
        DeliverMailJob(account_mails.ACCOUNT_LOCKED.name, uuid4()),
    ):
        assert type(job).of(job.arguments()) == job


async def test_a_job_of_a_unit_that_was_not_committed_never_was(job_harness: JobHarness) -> None:
    async with job_harness.harness.container.ports().begin() as work:
        await job_harness.harness.container.ports().enqueue(work, PingJob())
    assert await job_harness.jobs() == []


async def test_a_job_is_done_inside_the_web_process(job_harness: JobHarness) -> None:
    user = await job_harness.harness.register(ADA, staff=True)
    async with job_harness.working():
        await job_harness.enqueue(Greet(user.pk))
        await job_harness.wait_until_all_done()
    assert await job_harness.greetings(user.pk) == "+"


async def test_fifty_jobs_are_each_done_once(job_harness: JobHarness) -> None:
    user = await job_harness.harness.register(ADA, staff=True)
    for _job in range(50):
        await job_harness.enqueue(Greet(user.pk))
    async with job_harness.working():
        await job_harness.wait_until_all_done()
    assert await job_harness.greetings(user.pk) == "+" * 50


async def test_the_language_and_the_request_go_with_a_job(job_harness: JobHarness) -> None:
    user = await job_harness.harness.register(ADA, staff=True)
    set_language(Language("it"))
    set_request_id("r-17")
    await job_harness.enqueue(Greet(user.pk))
    set_language(Language("en"))
    set_request_id("-")
    (job,) = await job_harness.jobs()
    await asyncio.create_task(job_harness.run(job.pk))
    assert job_harness.greeter.calls == [("it", "r-17")]


async def test_one_message_delivered_ten_times_has_its_effect_once(job_harness: JobHarness) -> None:
    user = await job_harness.harness.register(ADA, staff=True)
    await job_harness.enqueue(Greet(user.pk))
    (job,) = await job_harness.jobs()
    await asyncio.gather(*(job_harness.run(job.pk) for _time in range(10)))
    assert await job_harness.greetings(user.pk) == "+"


async def test_a_job_that_fails_is_tried_again_later_and_says_why(job_harness: JobHarness) -> None:
    user = await job_harness.harness.register(ADA, staff=True)
    await job_harness.enqueue(Greet(user.pk, failures=1))
    (job,) = await job_harness.jobs()
    await job_harness.run(job.pk)
    (failed,) = await job_harness.jobs()
    assert (failed.status, failed.attempts, failed.last_error) == (JobStatus.PENDING, 1, "ValueError: not yet")
    await job_harness.run(job.pk)
    assert len(job_harness.greeter.calls) == 1
    job_harness.harness.pass_time(seconds=6)
    await job_harness.run(job.pk)
    assert await job_harness.all_done()


async def test_each_attempt_is_a_line_in_the_log(job_harness: JobHarness, caplog: pytest.LogCaptureFixture) -> None:
    user = await job_harness.harness.register(ADA, staff=True)
    await job_harness.enqueue(Greet(user.pk, failures=1))
    (job,) = await job_harness.jobs()
    with caplog.at_level(logging.INFO, "cortex.jobs"):
        await job_harness.run(job.pk)
        job_harness.harness.pass_time(seconds=6)
        await job_harness.run(job.pk)
    lines = [vars(record) for record in caplog.records if hasattr(record, "outcome")]
    assert [(line["job"], line["outcome"], line["attempt"]) for line in lines] == [
        ("greet", "failed", 1),
        ("greet", "done", 2),
    ]


async def test_a_job_that_always_fails_is_dead_in_the_end_and_holds_nobody_up(job_harness: JobHarness) -> None:
    user = await job_harness.harness.register(ADA, staff=True)
    await job_harness.enqueue(Greet(uuid4()))
    (bad,) = await job_harness.jobs()
    for _attempt in range(8):
        await job_harness.run(bad.pk)
        job_harness.harness.pass_time(hours=1)
    (dead,) = await job_harness.jobs()
    assert (dead.status, dead.attempts) == (JobStatus.DEAD, 8)
    assert NotFoundException.__name__ in str(dead.last_error)
    assert await job_harness.relay() == 0
    assert await job_harness.greetings(user.pk) == ""


async def test_a_job_that_this_release_does_not_know_says_so(job_harness: JobHarness) -> None:
    class Unheard(PingJob):
        name = "unheard"

    await job_harness.enqueue(Unheard())
    (job,) = await job_harness.jobs()
    await job_harness.run(job.pk)
    (failed,) = await job_harness.jobs()
    assert "no handler is registered for job 'unheard'" in str(failed.last_error)


async def test_a_job_waits_for_its_time(job_harness: JobHarness) -> None:
    await job_harness.enqueue(PingJob(), run_at=job_harness.harness.clock.now() + timedelta(minutes=5))
    assert await job_harness.relay() == 0
    job_harness.harness.pass_time(minutes=6)
    assert await job_harness.relay() == 1


async def test_the_broker_says_that_it_is_there(job_harness: JobHarness) -> None:
    await job_harness.harness.container.broker().ping()


async def test_a_job_that_the_queue_loses_is_handed_over_again(job_harness: JobHarness) -> None:
    await job_harness.enqueue(PingJob())
    assert [await job_harness.relay() for _time in range(2)] == [1, 0]
    job_harness.harness.pass_time(seconds=4)
    assert await job_harness.relay() == 1


async def test_a_job_that_the_queue_does_not_take_is_due_again_at_once(
    job_harness: JobHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = job_harness.harness.container.relay_jobs().queue
    for _job in range(3):
        await job_harness.enqueue(PingJob())
    with monkeypatch.context() as broken:
        broken.setattr(type(queue), "send", unreachable)
        with pytest.raises(ServiceUnavailableException):
            await job_harness.relay()
    assert await job_harness.relay() == 3


async def unreachable(_queue: DramatiqJobQueue, _job_id: UUID) -> None:
    raise ServiceUnavailableException


async def test_a_worker_that_died_in_the_middle_is_followed_by_another_and_the_effect_comes_once(
    job_harness: JobHarness,
) -> None:
    user = await job_harness.harness.register(ADA, staff=True)
    await job_harness.enqueue(Greet(user.pk))
    (job,) = await job_harness.jobs()
    running = job_harness.harness.container.run_job()
    dead = await running._start(job.pk)
    job_harness.harness.pass_time(minutes=1)
    assert await job_harness.relay() == 0
    job_harness.harness.pass_time(seconds=5)
    assert await job_harness.relay() == 1
    await job_harness.run(job.pk)
    assert await job_harness.all_done()
    assert await job_harness.greetings(user.pk) == "+"
    assert dead is not None
    effect = await running.registry.perform(dead)
    await running._finish(dead, effect)
    await running._fail(dead, TimeoutError())
    assert await job_harness.all_done()
    assert await job_harness.greetings(user.pk) == "+"


async def test_a_key_is_held_by_one_job_alone(job_harness: JobHarness) -> None:
    await job_harness.enqueue(PingJob(), key="ping:1")
    with pytest.raises(JobAlreadyThere):
        await job_harness.enqueue(PingJob(), key="ping:1")


async def test_a_periodic_job_comes_once_a_period_however_often_it_is_asked_for(job_harness: JobHarness) -> None:
    schedule = job_harness.harness.container.relay().schedule
    for _look in range(3):
        await schedule()
        schedule._known.clear()
    assert sorted(job.name for job in await job_harness.jobs()) == ["purge", "verify_audit"]
    job_harness.harness.pass_time(hours=1)
    await schedule()
    assert [job.name for job in await job_harness.jobs()].count("purge") == 2


async def test_the_purge_forgets_what_is_over(job_harness: JobHarness) -> None:
    user = await job_harness.harness.register(ADA, staff=True)
    await job_harness.harness.log_in(ADA)
    await job_harness.enqueue(PingJob())
    (ping,) = await job_harness.jobs()
    await job_harness.run(ping.pk)
    job_harness.harness.pass_time(days=8)
    await job_harness.enqueue(PurgeExpiredJob())
    purge = (await job_harness.jobs())[-1]
    await job_harness.run(purge.pk)
    assert [job.name for job in await job_harness.jobs()] == ["purge"]
    assert await job_harness.harness.container.ports().token_store.count_for_user(user.pk) == 0
