"""The arguments of jobs come back as what they were, whatever their types."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import IntEnum
from uuid import UUID

import attrs
import pytest

from application.jobs.services.job import Job
from domain.shared_kernel.field_types.json_value import Json


class Level(IntEnum):
    HIGH = 2


@attrs.frozen
class RemindJob(Job):
    name = "remind"

    user_id: UUID
    amount: Decimal
    due_on: date
    at: datetime
    after: timedelta | None
    level: Level
    notes: Json
    tags: tuple[str, ...] = ()


REMIND = RemindJob(
    user_id=UUID(int=1),
    amount=Decimal("12.50"),
    due_on=date(2026, 5, 1),
    at=datetime(2026, 5, 1, 8, tzinfo=UTC),
    after=None,
    level=Level.HIGH,
    notes=Json.of({"a": 1}),
    tags=("a",),
)


def test_arguments_come_back_as_they_were() -> None:
    assert repr(RemindJob.of(REMIND.arguments())) == repr(REMIND)


def test_arguments_are_stored_by_their_names_so_that_the_same_job_is_always_the_same_text() -> None:
    names = list(json.loads(REMIND.arguments()))
    assert names == sorted(names)
    assert names != [field.name for field in attrs.fields(RemindJob)]


@attrs.frozen
class UnreadableJob(Job):
    name = "unreadable"

    thing: object


def test_an_argument_of_a_type_that_nobody_registered_is_refused_when_it_is_enqueued() -> None:
    with pytest.raises(TypeError, match="register_field_type"):
        UnreadableJob(object()).arguments()


def test_arguments_that_do_not_fit_are_refused() -> None:
    with pytest.raises((TypeError, ValueError)):
        RemindJob.of(REMIND.arguments().replace("2026-05-01", "some day"))
