"""A job as it waits to be done, written in the transaction of the act that asks for it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from domain.jobs.errors import JobAlreadyThere
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.fields import Field, field
from domain.shared_kernel.language import Language


class JobStatus(StrEnum):
    """``dead`` jobs failed as often as they may; staff can see and retry them."""

    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"


class StoredJob(Entity):
    """``arguments`` is a JSON object of ids and plain values, never of secrets. ``key`` is held by one job alone:
    that is how a periodic job exists once a period. The database counts attempts and leases, not the broker."""

    pk: Field[UUID] = field()  # type: ignore[assignment]  # known to the message before the row is stored
    name: Field[str] = field(max_length=100)
    arguments: Field[str] = field()
    status: Field[JobStatus] = field(default=JobStatus.PENDING)
    attempts: Field[int] = field(default=0)
    created_at: Field[datetime] = field(index=True)
    run_at: Field[datetime] = field(index=True)
    leased_until: Field[datetime | None] = field(default=None)
    last_error: Field[str | None] = field(default=None)
    key: Field[str | None] = field(default=None, max_length=200, unique=JobAlreadyThere)
    language: Field[Language] = field()
    request_id: Field[str] = field(max_length=128)
