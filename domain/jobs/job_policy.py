"""The policies of jobs: attempts, delays and leases."""

from datetime import timedelta

import attrs


@attrs.frozen
class JobPolicy:
    """Attempts and time limits of a job. A worker that does not renew its ``lease`` counts as dead; a message that no
    worker has started after ``delivery_timeout`` is sent again. The delay before each further attempt doubles, from
    ``first_delay`` to ``longest_delay``."""

    max_attempts: int = 8
    time_limit: timedelta = timedelta(seconds=300)
    lease: timedelta = timedelta(seconds=30)
    delivery_timeout: timedelta = timedelta(seconds=3)
    first_delay: timedelta = timedelta(seconds=5)
    longest_delay: timedelta = timedelta(hours=1)

    def delay_after(self, attempts: int) -> timedelta:
        """Returns the delay before the next attempt, after this many failed ones."""
        doublings = min(attempts - 1, (self.longest_delay // self.first_delay).bit_length())
        return min(self.first_delay * (1 << doublings), self.longest_delay)

    def delivery_timeout_after(self, waited: timedelta) -> timedelta:
        """Returns the time until a message is sent again. If a job has been ``waited`` for, the queue is probably long,
        so each repetition waits about twice as long, and at most for a lease."""
        return min(max(self.delivery_timeout, waited), self.lease)

    def lasting(self, span: timedelta) -> "JobPolicy":
        """Returns this policy with enough attempts for the last one to be at least ``span`` after the first if each
        fails at once, but no fewer attempts than it has."""
        attempts, elapsed = 1, timedelta(0)
        while elapsed < span:
            elapsed += self.delay_after(attempts)
            attempts += 1
        return attrs.evolve(self, max_attempts=max(attempts, self.max_attempts))


@attrs.frozen
class JobPolicies:
    """The policies of all jobs: ``mails`` is for the job names in ``mail_jobs``, ``usual`` for all others."""

    usual: JobPolicy
    mails: JobPolicy
    mail_jobs: frozenset[str]

    def of(self, job_name: str) -> JobPolicy:
        """Returns the policy of the jobs with this name."""
        return self.mails if job_name in self.mail_jobs else self.usual
