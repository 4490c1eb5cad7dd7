import attrs

from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from domain.shared_kernel.events import SecurityEvent


@attrs.frozen(eq=False, repr=False)
class RecordEvent:
    """Stores the event of an act on another system, such as a token store, in a transaction of its own. It is awaited
    before the other system is asked, so that a crash in between leaves an event of an act that did not happen, and
    never an act without its event."""

    begin: BeginWork

    @retry_lost_race
    async def __call__(self, event: SecurityEvent) -> None:
        async with self.begin() as work:
            work.record(event)
            await work.commit()
