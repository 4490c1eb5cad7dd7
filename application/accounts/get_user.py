from uuid import UUID

import attrs

from application.ports.unit_of_work import ReadWork
from domain.accounts.user import User


@attrs.frozen(eq=False, repr=False)
class GetUser:
    """Staff may read any account. Raises ``NotFoundException``."""

    read: ReadWork

    async def __call__(self, user_id: UUID) -> User:
        async with self.read(snapshot=False) as work:
            return await work.users.get_by_id(user_id)
