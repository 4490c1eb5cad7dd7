import asyncio
import logging
from datetime import timedelta
from uuid import uuid4

import pytest

from application.accounts.services.deliver_mail_job import DeliverMailJob, MailKind
from application.jobs.ping import PingJob
from application.request_context import set_language, set_request_id
from application.sessions.purge_expired import PurgeExpiredJob
from domain.jobs.errors import JobAlreadyThere
from domain.jobs.stored_job import JobStatus
from domain.shared_kernel.errors import NotFoundException, ServiceUnavailableException
from domain.shared_kernel.language import Language
from tests.system.jobs.conftest import Greet

ADA = "ada@example.org"


def test_a_job_is_the_same_after_it_was_written_down():
    for job in (
        PingJob(),
        DeliverMailJob(MailKind.INVITATION, uuid4(), uuid4()),
        DeliverMailJob(MailKind.ACCOUNT_LOCKED, uuid4()),
    ):
        assert type(job).of(job.arguments()) == job


async def test_a_job_of_a_unit_that_was_not_committed_never_was(office):
    async with office.world.container.ports().begin() as work:
        await office.world.container.ports().enqueue(work, PingJob())
    assert await office.jobs() == []


async def test_a_job_is_done_inside_the_web_process(office):
    user = await office.world.register(ADA, staff=True)
    async with office.working():
        await office.enqueue(Greet(user.pk))
        await office.wait_until_all_done()
    assert await office.greetings(user.pk) == "+"


async def test_fifty_jobs_are_each_done_once(office):
    user = await office.world.register(ADA, staff=True)
    for _job in range(50):
        await office.enqueue(Greet(user.pk))
    async with office.working():
        await office.wait_until_all_done()
    assert await office.greetings(user.pk) == "+" * 50


async def test_the_language_and_the_request_go_with_a_job(office):
    user = await office.world.register(ADA, staff=True)
    set_language(Language.IT)
    set_request_id("r-17")
    await office.enqueue(Greet(user.pk))
    set_language(Language.EN)
    set_request_id("-")
    (job,) = await office.jobs()
    await asyncio.create_task(office.run(job.pk))
    assert office.greeter.calls == [("it", "r-17")]


async def test_one_message_delivered_ten_times_has_its_effect_once(office):
    user = await office.world.register(ADA, staff=True)
    await office.enqueue(Greet(user.pk))
    (job,) = await office.jobs()
    await asyncio.gather(*(office.run(job.pk) for _time in range(10)))
    assert await office.greetings(user.pk) == "+"


async def test_a_job_that_fails_is_tried_again_later_and_says_why(office):
    user = await office.world.register(ADA, staff=True)
    await office.enqueue(Greet(user.pk, failures=1))
    (job,) = await office.jobs()
    await office.run(job.pk)
    (failed,) = await office.jobs()
    assert (failed.status, failed.attempts, failed.last_error) == (JobStatus.PENDING, 1, "ValueError: not yet")
    await office.run(job.pk)
    assert len(office.greeter.calls) == 1
    office.world.pass_time(seconds=6)
    await office.run(job.pk)
    assert await office.all_done()


async def test_each_attempt_is_a_line_in_the_log(office, caplog):
    user = await office.world.register(ADA, staff=True)
    await office.enqueue(Greet(user.pk, failures=1))
    (job,) = await office.jobs()
    with caplog.at_level(logging.INFO, "cortex.jobs"):
        await office.run(job.pk)
        office.world.pass_time(seconds=6)
        await office.run(job.pk)
    lines = [record for record in caplog.records if hasattr(record, "outcome")]
    assert [(line.job, line.outcome, line.attempt) for line in lines] == [("greet", "failed", 1), ("greet", "done", 2)]


async def test_a_job_that_always_fails_is_dead_in_the_end_and_holds_nobody_up(office):
    user = await office.world.register(ADA, staff=True)
    await office.enqueue(Greet(uuid4()))
    (bad,) = await office.jobs()
    for _attempt in range(8):
        await office.run(bad.pk)
        office.world.pass_time(hours=1)
    (dead,) = await office.jobs()
    assert (dead.status, dead.attempts) == (JobStatus.DEAD, 8)
    assert NotFoundException.__name__ in dead.last_error
    assert await office.relay() == 0
    assert await office.greetings(user.pk) == ""


async def test_a_job_that_this_release_does_not_know_says_so(office):
    class Unheard(PingJob):
        name = "unheard"

    await office.enqueue(Unheard())
    (job,) = await office.jobs()
    await office.run(job.pk)
    (failed,) = await office.jobs()
    assert "no handler is registered for job 'unheard'" in failed.last_error


async def test_a_job_waits_for_its_time(office):
    await office.enqueue(PingJob(), run_at=office.world.clock.now() + timedelta(minutes=5))
    assert await office.relay() == 0
    office.world.pass_time(minutes=6)
    assert await office.relay() == 1


async def test_the_broker_says_that_it_is_there(office):
    await office.world.container.broker().ping()


async def test_what_the_queue_loses_is_handed_over_again(office):
    await office.enqueue(PingJob())
    assert [await office.relay() for _time in range(2)] == [1, 0]
    office.world.pass_time(seconds=4)
    assert await office.relay() == 1


async def test_what_the_queue_does_not_take_is_due_again_at_once(office, monkeypatch):
    queue = office.world.container.relay_jobs().queue
    for _job in range(3):
        await office.enqueue(PingJob())
    with monkeypatch.context() as broken:
        broken.setattr(type(queue), "send", unreachable)
        with pytest.raises(ServiceUnavailableException):
            await office.relay()
    assert await office.relay() == 3


async def unreachable(_queue, _job_id) -> None:
    raise ServiceUnavailableException


async def test_a_worker_that_died_in_the_middle_is_followed_by_another_and_the_effect_comes_once(office):
    user = await office.world.register(ADA, staff=True)
    await office.enqueue(Greet(user.pk))
    (job,) = await office.jobs()
    running = office.world.container.run_job()
    dead = await running._start(job.pk)
    office.world.pass_time(minutes=1)
    assert await office.relay() == 0
    office.world.pass_time(seconds=5)
    assert await office.relay() == 1
    await office.run(job.pk)
    assert await office.all_done()
    assert await office.greetings(user.pk) == "+"
    effect = await running.registry.perform(dead)
    await running._finish(dead, effect)
    await running._fail(dead, TimeoutError())
    assert await office.all_done()
    assert await office.greetings(user.pk) == "+"


async def test_a_key_is_held_by_one_job_alone(office):
    await office.enqueue(PingJob(), key="ping:1")
    with pytest.raises(JobAlreadyThere):
        await office.enqueue(PingJob(), key="ping:1")


async def test_a_periodic_job_comes_once_a_period_however_often_it_is_asked_for(office):
    schedule = office.world.container.relay().schedule
    for _look in range(3):
        await schedule()
        schedule._known.clear()
    assert [job.name for job in await office.jobs()] == ["purge"]
    office.world.pass_time(hours=1)
    await schedule()
    assert len(await office.jobs()) == 2


async def test_the_purge_forgets_what_is_over(office):
    user = await office.world.register(ADA, staff=True)
    await office.world.log_in(ADA)
    await office.enqueue(PingJob())
    (ping,) = await office.jobs()
    await office.run(ping.pk)
    office.world.pass_time(days=8)
    await office.enqueue(PurgeExpiredJob())
    purge = (await office.jobs())[-1]
    await office.run(purge.pk)
    assert [job.name for job in await office.jobs()] == ["purge"]
    assert await office.world.container.ports().token_store.count_for_user(user.pk) == 0
