from collections.abc import Sequence

import attrs

from application.personal_data import PersonalData
from application.ports.unit_of_work import UnitOfWork
from domain.accounts.user import User


@attrs.frozen(eq=False, repr=False)
class RemoveAccount:
    """Removes an account with the data that every domain keeps about its owner."""

    personal_data: Sequence[PersonalData]

    async def __call__(self, work: UnitOfWork, user: User) -> None:
        for data in self.personal_data:
            if data.erase:
                await data.erase(work, user.pk)
        await work.users.delete(user)
