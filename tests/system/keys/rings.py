"""Rings in a file, with a clock that stands until it is moved."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import attrs

from adapters.key_ring.file import FileKeyRing
from adapters.key_ring.ring_file import RingFile
from application.ports.clock import Clock

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
NOTICE, OVERLAP = timedelta(minutes=5), timedelta(minutes=20)


@attrs.define
class StandingClock(Clock):
    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def pass_time(self, **span: float) -> None:
        self.at += timedelta(**span)


def a_ring(folder: Path, clock: Clock) -> FileKeyRing:
    return FileKeyRing(file=RingFile(folder / "cortex.keys"), clock=clock, notice=NOTICE, overlap=OVERLAP)
