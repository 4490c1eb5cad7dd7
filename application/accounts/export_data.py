from collections.abc import Mapping, Sequence
from uuid import UUID

import attrs

from application.personal_data import PersonalData
from application.ports.unit_of_work import ReadWork


@attrs.frozen
class ExportData:
    """A person may have all stored data about them (GDPR, article 15). Raises ``NotFoundException`` if the account is
    gone."""

    read: ReadWork
    personal_data: Sequence[PersonalData]

    async def __call__(self, user_id: UUID) -> Mapping[str, object]:
        """Returns the data of every domain by its name."""
        found = {data.name: await data.read_elsewhere(user_id) for data in self.personal_data if data.read_elsewhere}
        async with self.read() as work:
            for data in self.personal_data:
                if data.read:
                    found[data.name] = await data.read(work, user_id)
        return found
