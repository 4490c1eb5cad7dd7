from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.jobs.errors import JobNotDead
from domain.jobs.events import JobDied, JobRevived
from domain.jobs.job_policy import JobPolicies, JobPolicy
from domain.jobs.stored_job import RETRY_SLOTS, WORKER_DIED, JobStatus, StoredJob
from domain.shared_kernel.language import Language
from tests.domain.people import GRACE_HOPPER, NOON

POLICY = JobPolicy()


def a_job(**others: Any) -> StoredJob:
    values: dict[str, Any] = {
        "pk": UUID(int=1),
        "run_at": NOON,
        "created_at": NOON,
        "name": "ping",
        "arguments": "{}",
        "request_id": "-",
    }
    return StoredJob(language=Language("en"), **(values | others))


def test_a_job_is_begun_when_its_time_has_come() -> None:
    job = a_job(run_at=NOON + timedelta(minutes=1))
    assert not job.start(now=NOON, policy=POLICY)
    assert job.start(now=NOON + timedelta(minutes=1), policy=POLICY)
    assert (job.status, job.attempts, job.is_current_attempt(1)) == (JobStatus.RUNNING, 1, True)


def test_a_job_that_was_begun_is_not_begun_again_however_long_it_takes() -> None:
    job = a_job()
    job.start(now=NOON, policy=POLICY)
    assert not job.start(now=NOON + timedelta(days=1), policy=POLICY)


def test_a_job_that_lost_its_worker_has_failed_an_attempt_and_is_begun_again_before_long() -> None:
    job = a_job()
    job.start(now=NOON, policy=POLICY)
    assert not job.hand_over(now=NOON + POLICY.lease, policy=POLICY)
    assert (job.status, job.last_error) == (JobStatus.PENDING, WORKER_DIED)
    assert job.start(now=NOON + POLICY.lease + POLICY.delay_after(1), policy=POLICY)
    assert (job.is_current_attempt(1), job.is_current_attempt(2)) == (False, True)


def test_jobs_that_died_together_come_back_apart() -> None:
    pks = [UUID(int=number * 7919) for number in range(1, 11)]
    jobs = [a_job(pk=pk) for pk in pks]
    for _attempt in range(2):
        for job in jobs:
            job.start(now=job.run_at, policy=POLICY)
            job.hand_over(now=NOON, policy=POLICY)
        assert len({job.run_at for job in jobs}) == len(jobs)
        waits = [(job.run_at - NOON) / POLICY.delay_after(job.attempts) for job in jobs]
        assert 0.1 <= min(waits) <= max(waits) <= 1


def test_an_attempt_that_was_given_up_is_the_current_one_until_another_begins() -> None:
    job = a_job()
    job.start(now=NOON, policy=POLICY)
    job.hand_over(now=NOON + POLICY.lease, policy=POLICY)
    assert (job.status, job.is_current_attempt(1)) == (JobStatus.PENDING, True)
    job.start(now=job.run_at, policy=POLICY)
    assert (job.is_current_attempt(1), job.is_current_attempt(2)) == (False, True)


def test_a_worker_that_renews_its_lease_takes_an_attempt_back_that_was_given_up() -> None:
    job = a_job()
    job.start(now=NOON, policy=POLICY)
    later = NOON + POLICY.lease
    job.hand_over(now=later, policy=POLICY)
    job.renew_lease(now=later, policy=POLICY)
    assert (job.status, job.attempts, job.leased_until) == (JobStatus.RUNNING, 1, later + POLICY.lease)
    assert not job.start(now=job.run_at, policy=POLICY)


@pytest.mark.parametrize("end", ["finish", "die"])
def test_no_attempt_of_a_job_that_has_ended_is_the_current_one(end: str) -> None:
    job = a_job(attempts=POLICY.max_attempts - 1)
    job.start(now=NOON, policy=POLICY)
    if end == "finish":
        job.finish()
    else:
        job.hand_over(now=NOON + POLICY.lease, policy=POLICY)
    assert job.status in {JobStatus.DONE, JobStatus.DEAD}
    assert not job.is_current_attempt(POLICY.max_attempts)


def test_a_job_that_kills_its_workers_does_not_count_out_those_that_die_with_it() -> None:
    killer, *others = (a_job(pk=UUID(int=number * 7919)) for number in range(1, 11))
    now = NOON
    while killer.status is not JobStatus.DEAD:
        now += timedelta(seconds=5)
        begun = [job for job in (killer, *others) if is_free(job, now) and job.hand_over(now=now, policy=POLICY)]
        for job in begun:
            job.start(now=now, policy=POLICY)
        if killer not in begun:
            for job in begun:
                job.finish()
    assert {job.status for job in others} == {JobStatus.DONE}


def is_free(job: StoredJob, now: datetime) -> bool:
    """As ``StoredJob.due`` says to storages."""
    unfinished = job.status in {JobStatus.PENDING, JobStatus.RUNNING}
    return unfinished and job.run_at <= now and (job.leased_until is None or job.leased_until <= now)


def test_a_job_that_was_handed_over_may_be_begun_at_once() -> None:
    job = a_job()
    job.hand_over(now=NOON, policy=POLICY)
    assert job.start(now=NOON, policy=POLICY)


def test_a_message_that_nobody_began_with_is_repeated_soon_and_then_less_and_less_often() -> None:
    job, now, waits = a_job(), NOON, []
    for _time in range(6):
        job.hand_over(now=now, policy=POLICY)
        assert job.leased_until is not None
        waits.append((job.leased_until - now).total_seconds())
        now = job.leased_until
    assert waits == [3, 3, 6, 12, 24, 30]


def test_a_message_is_repeated_within_a_lease_however_short_that_is() -> None:
    job, policy = a_job(), JobPolicy(lease=timedelta(seconds=1))
    job.hand_over(now=NOON, policy=policy)
    assert job.leased_until == NOON + policy.lease


def test_a_failed_job_waits_twice_as_long_each_time_and_is_dead_after_the_last() -> None:
    job, now, waits = a_job(), NOON, []
    while job.status is JobStatus.PENDING:
        job.start(now=now, policy=POLICY)
        job.fail("boom", now=now, policy=POLICY)
        waits.append((job.run_at - now).total_seconds())
        now = job.run_at
    assert waits == [5, 10, 20, 40, 80, 160, 320, 0]
    assert (job.status, job.attempts, job.last_error) == (JobStatus.DEAD, 8, "boom")
    assert job.collect_events() == [JobDied(job_id=job.pk, job="ping", at=now)]


@given(st.timedeltas(timedelta(0), timedelta(days=30)))
def test_a_policy_that_lasts_tries_for_at_least_so_long_and_not_an_attempt_longer(span: timedelta) -> None:
    policy = POLICY.lasting(span)
    delays = [policy.delay_after(attempts) for attempts in range(1, policy.max_attempts)]
    assert sum(delays, timedelta(0)) >= span
    assert sum(delays[:-1], timedelta(0)) < span or policy.max_attempts == POLICY.max_attempts
    assert max(delays) <= timedelta(hours=1)


@pytest.mark.parametrize("attempts", range(POLICY.max_attempts, POLICY.max_attempts + 6))
def test_a_policy_that_lasts_as_long_as_so_many_attempts_has_no_more(attempts: int) -> None:
    span = sum((POLICY.delay_after(number) for number in range(1, attempts)), timedelta(0))
    assert POLICY.lasting(span).max_attempts == attempts


def test_a_job_that_kills_its_workers_is_dead_after_the_last_attempt() -> None:
    job = a_job()
    while job.start(now=job.run_at, policy=POLICY):
        job.hand_over(now=job.run_at + POLICY.lease, policy=POLICY)
    assert (job.status, job.attempts) == (JobStatus.DEAD, POLICY.max_attempts)
    assert [type(event) for event in job.collect_events()] == [JobDied]


def test_no_wait_is_longer_than_the_longest() -> None:
    assert POLICY.delay_after(30) == POLICY.longest_delay


def test_a_finished_job_is_not_begun_again() -> None:
    job = a_job()
    job.start(now=NOON, policy=POLICY)
    job.finish()
    assert not job.start(now=NOON + timedelta(days=1), policy=POLICY)
    assert (job.status, job.leased_until, job.last_error) == (JobStatus.DONE, None, None)


def test_a_lease_is_counted_from_its_renewal() -> None:
    job = a_job()
    job.start(now=NOON, policy=POLICY)
    assert job.leased_until == NOON + POLICY.lease
    job.renew_lease(now=NOON + timedelta(minutes=1), policy=POLICY)
    assert job.leased_until == NOON + timedelta(minutes=1) + POLICY.lease


def test_the_moment_at_which_a_lost_job_comes_back_depends_on_the_job_and_the_attempt() -> None:
    job, later = a_job(pk=UUID(int=RETRY_SLOTS // 4)), NOON + POLICY.lease
    job.start(now=NOON, policy=POLICY)
    job.hand_over(now=NOON, policy=POLICY)
    job.start(now=later, policy=POLICY)
    job.hand_over(now=later, policy=POLICY)
    assert job.run_at - later == POLICY.delay_after(2) * (1 + 9 * (RETRY_SLOTS // 4 * 2 / RETRY_SLOTS)) / 10


def test_a_dead_job_that_is_revived_has_all_its_attempts_again_and_says_by_whom() -> None:
    job = a_job(status=JobStatus.DEAD, attempts=8)
    job.revive(NOON + timedelta(days=1), by=GRACE_HOPPER)
    assert (job.status, job.attempts, job.run_at) == (JobStatus.PENDING, 0, NOON + timedelta(days=1))
    revived = JobRevived(job_id=job.pk, job="ping", by=GRACE_HOPPER, at=NOON + timedelta(days=1))
    assert job.collect_events() == [revived]


@pytest.mark.parametrize("status", [status for status in JobStatus if status is not JobStatus.DEAD])
def test_a_job_that_is_not_dead_is_not_revived(status: JobStatus) -> None:
    with pytest.raises(JobNotDead):
        a_job(status=status).revive(NOON, by=GRACE_HOPPER)


def test_jobs_that_send_mails_have_a_policy_of_their_own() -> None:
    policies = JobPolicies(POLICY, JobPolicy(max_attempts=30), frozenset({"mail"}))
    assert (policies.of("mail"), policies.of("ping")) == (policies.mails, policies.usual)
