from collections.abc import Mapping, Sequence
from uuid import UUID

import attrs

from application.accounts.services.record_event import RecordEvent
from application.personal_data import PersonalData
from application.ports.clock import Clock
from application.ports.unit_of_work import ReadWork
from domain.accounts.events import DataExported
from domain.shared_kernel.actor import Actor


@attrs.frozen(eq=False, repr=False)
class ExportData:
    """A person, or the operator for them, may have all stored data about them (GDPR, article 15). Raises
    ``NotFoundException`` if the account is gone."""

    read: ReadWork
    personal_data: Sequence[PersonalData]
    record: RecordEvent
    clock: Clock

    async def __call__(self, user_id: UUID, *, by: Actor) -> Mapping[str, object]:
        """Returns the data of every domain by its name."""
        found = {data.name: await data.read_elsewhere(user_id) for data in self.personal_data if data.read_elsewhere}
        async with self.read() as work:
            for data in self.personal_data:
                if data.read:
                    found[data.name] = await data.read(work, user_id)
        await self.record(DataExported(user_id=user_id, by=by, at=self.clock.now()))
        return found
