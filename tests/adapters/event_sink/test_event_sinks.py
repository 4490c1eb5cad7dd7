import logging
from datetime import UTC, datetime
from uuid import UUID

import attrs
import pytest

from adapters.event_sink.log import LogEventSink
from adapters.event_sink.memory import MemoryEventSink
from domain.accounts.events import UserLocked, UserRegistered
from domain.shared_kernel.actor import OPERATOR
from domain.shared_kernel.events import DomainEvent

ADA, BOB = UUID(int=1), UUID(int=2)
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
EVENTS = [UserRegistered(user_id=ADA, by=ADA, at=NOON), UserLocked(user_id=ADA, by=BOB, at=NOON)]


def fields_of(record: logging.LogRecord) -> tuple[str, dict[str, object]]:
    return record.getMessage(), {name: vars(record)[name] for name in ("user_id", "by", "at") if name in vars(record)}


def test_the_log_gets_one_line_for_each_event_with_its_ids(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="cortex.events"):
        LogEventSink().publish([*EVENTS, UserLocked(user_id=ADA, by=OPERATOR, at=NOON)])

    at = "2026-01-01T12:00:00+00:00"
    assert [fields_of(record) for record in caplog.records] == [
        ("user_registered", {"user_id": ADA, "by": ADA, "at": at}),
        ("user_locked", {"user_id": ADA, "by": BOB, "at": at}),
        ("user_locked", {"user_id": ADA, "by": OPERATOR, "at": at}),
    ]


@attrs.frozen(kw_only=True)
class ShelfNamed(DomainEvent):
    event_name = "shelf_named"

    name: str
    level: int


def test_the_log_gets_fields_that_every_line_has_already_under_names_of_their_own(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO, logger="cortex.events"):
        LogEventSink().publish([ShelfNamed(name="top", level=3, at=NOON)])

    (record,) = caplog.records
    assert (record.name, record.getMessage()) == ("cortex.events", "shelf_named")
    assert (vars(record)["name_"], vars(record)["level_"]) == ("top", 3)


def test_the_memory_sink_keeps_events_in_order() -> None:
    sink = MemoryEventSink()

    sink.publish(EVENTS[:1])
    sink.publish(EVENTS[1:])

    assert sink.events == EVENTS


def test_the_log_gets_no_personal_field(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="cortex.events"):
        LogEventSink().publish([UserLocked(user_id=ADA, by=BOB, reason="spam", at=NOON)])

    (record,) = caplog.records
    assert "spam" not in map(str, vars(record).values())
