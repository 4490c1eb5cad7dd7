from datetime import UTC, datetime

from application.ports.clock import Clock


class SystemClock(Clock):
    """The clock of the machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)
