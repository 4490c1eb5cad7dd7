"""The clock of a simulated process."""

import asyncio
from datetime import UTC, datetime, timedelta

import attrs

from application.ports.clock import Clock

BEGINNING = datetime(2030, 1, 1, tzinfo=UTC)
"""The instant at which every simulation begins."""


@attrs.define
class SimulatedClock(Clock):
    """The virtual time of the loop, which is ``offset`` off."""

    loop: asyncio.AbstractEventLoop
    offset: timedelta = timedelta(0)

    def now(self) -> datetime:
        """Returns the virtual instant."""
        return BEGINNING + timedelta(seconds=self.loop.time()) + self.offset
