"""Clocks whose time a test decides."""

from datetime import UTC, datetime, timedelta

import attrs

from application.ports.clock import Clock

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


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
