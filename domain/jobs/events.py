"""What happens to jobs."""

from uuid import UUID

import attrs

from domain.shared_kernel.events import DomainEvent


@attrs.frozen(kw_only=True)
class JobEnqueued(DomainEvent):
    event_name = "job_enqueued"

    job_id: UUID
    job: str


@attrs.frozen(kw_only=True)
class JobRevived(DomainEvent):
    """Somebody wants it to be tried again."""

    event_name = "job_revived"

    job_id: UUID
    job: str


@attrs.frozen(kw_only=True)
class JobDied(DomainEvent):
    """The job failed as often as it may and is a dead letter now: somebody should look at it."""

    event_name = "job_died"

    job_id: UUID
    job: str
