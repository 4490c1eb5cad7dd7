"""Clocks whose time a test decides."""

from datetime import UTC, datetime, timedelta

import attrs

from application.ports.clock import Clock
from domain.credentials.totp import STEP_SECONDS

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


@attrs.define
class MovableClock(Clock):
    """The time of day, moved on by ``offset``."""

    offset: timedelta = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset


@attrs.define
class StoppedClock(Clock):
    """Stands still at ``at`` until it is moved."""

    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def pass_time(self, **span: float) -> None:
        """Moves on by a ``timedelta`` of these arguments."""
        self.at += timedelta(**span)


@attrs.define
class CountingClock(StoppedClock):
    """Each reading is a ``MOMENT`` after the one before, so that what happens later has a later time; else it stands
    still until it is moved, and a test that is slow lets no time pass."""

    def now(self) -> datetime:
        self.at += MOMENT
        return self.at

    @property
    def offset(self) -> timedelta:
        """What a server's time has to be moved by to be, nearly, that of this clock."""
        return self.at - datetime.now(UTC)


def middle_of_a_step() -> datetime:
    """The middle of these 30 s of a one-time password, and of a second: far from where either ends, and too near to the
    time of the processes beside a test for them to refuse its tokens."""
    step = int(datetime.now(UTC).timestamp()) // STEP_SECONDS
    return datetime.fromtimestamp((step + 0.5) * STEP_SECONDS + 0.5, UTC)
