"""Events of jobs."""

from uuid import UUID

import attrs

from domain.shared_kernel.events import DomainEvent, SecurityEvent


@attrs.frozen(kw_only=True)
class JobEnqueued(DomainEvent):
    """A job was stored, to be run after the commit."""

    event_name = "job_enqueued"

    job_id: UUID
    job: str


@attrs.frozen(kw_only=True)
class JobRevived(SecurityEvent):
    """Staff or the operator have made a dead job pending again."""

    event_name = "job_revived"
    action = "job.retried"
    subject_kind = "job"

    job_id: UUID
    job: str

    @property
    def subject_id(self) -> UUID:
        """The job."""
        return self.job_id

    @property
    def reason(self) -> str:
        """The name of the job."""
        return self.job


@attrs.frozen(kw_only=True)
class JobDied(DomainEvent):
    """A job has used up its attempts and is a dead letter now, for an operator to look at."""

    event_name = "job_died"

    job_id: UUID
    job: str
