import logging
from datetime import UTC, datetime
from uuid import UUID

from adapters.event_sink.log import LogEventSink
from adapters.event_sink.memory import MemoryEventSink
from domain.accounts.actor import OPERATOR
from domain.accounts.events import UserLocked, UserRegistered

ADA, BOB = UUID(int=1), UUID(int=2)
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
EVENTS = [UserRegistered(user_id=ADA, at=NOON), UserLocked(user_id=ADA, by=BOB, at=NOON)]


def test_the_log_gets_one_line_for_each_event_with_its_ids(caplog):
    with caplog.at_level(logging.INFO, logger="cortex.events"):
        LogEventSink().publish([*EVENTS, UserLocked(user_id=ADA, by=OPERATOR, at=NOON)])

    assert [record.getMessage() for record in caplog.records] == [
        f"UserRegistered user_id={ADA} at=2026-01-01T12:00:00+00:00",
        f"UserLocked user_id={ADA} by={BOB} at=2026-01-01T12:00:00+00:00",
        f"UserLocked user_id={ADA} by=operator at=2026-01-01T12:00:00+00:00",
    ]


def test_the_memory_sink_keeps_events_in_order():
    sink = MemoryEventSink()

    sink.publish(EVENTS[:1])
    sink.publish(EVENTS[1:])

    assert sink.events == EVENTS
