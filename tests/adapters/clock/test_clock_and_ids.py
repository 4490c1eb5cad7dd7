from datetime import UTC, datetime, timedelta

from adapters.clock.system import SystemClock
from adapters.id_factory.uuid import UuidFactory

SOME = 1000


def test_the_system_clock_tells_the_present_instant_in_utc() -> None:
    told = SystemClock().now()

    assert told.tzinfo is UTC
    assert abs(told - datetime.now(UTC)) < timedelta(seconds=5)


def test_random_ids_are_version_4_and_never_repeat() -> None:
    ids = {UuidFactory().random() for _ in range(SOME)}

    assert len(ids) == SOME
    assert {made.version for made in ids} == {4}


def test_ordered_ids_are_version_7_and_sort_by_when_they_were_made() -> None:
    ids = [UuidFactory().ordered() for _ in range(SOME)]

    assert ids == sorted(set(ids))
    assert {made.version for made in ids} == {7}
