from docs.generators.subclasses import every_event
from domain.jobs.events import JobDied, JobEnqueued
from domain.shared_kernel.events import DomainEvent, SecurityEvent
from tests.foundation.frozen_domains import frozen_of_domains

NO_ACTS: set[type[DomainEvent]] = {
    JobEnqueued,  # part of an act that has an event of its own
    JobDied,  # a failure, which nobody has done
}


def test_an_event_is_an_act_for_the_audit_or_a_named_exception() -> None:
    """Those of the domain alone: others are of tests."""
    events = {event for event in every_event() if event.__module__.startswith("domain.")}
    others = {event for event in events if not issubclass(event, SecurityEvent)}
    assert {event.event_name for event in others - NO_ACTS} == frozen_of_domains("NO_ACTS")
    assert others >= NO_ACTS


def test_no_two_events_have_one_name_in_the_audit_or_in_the_log() -> None:
    events = [event for event in every_event() if event.__module__.startswith("domain.")]
    actions = [event.action for event in events if issubclass(event, SecurityEvent)]
    assert _doubles(actions) == []
    assert _doubles([event.event_name for event in events]) == []


def _doubles(names: list[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})
