from uuid import UUID

import attrs

from application.ports.unit_of_work import ReadWork
from domain.accounts.email_address import EmailAddress
from domain.accounts.user import User
from domain.shared_kernel.errors import NotFoundException


@attrs.frozen(eq=False, repr=False)
class FindUser:
    """The operator may read any account, by its id or its address. Raises ``NotFoundException``."""

    read: ReadWork

    async def __call__(self, named: UUID | EmailAddress) -> User:
        async with self.read() as work:
            if isinstance(named, UUID):
                return await work.users.get_by_id(named)
            user = await work.users.select_by_email(named)
        if user is None:
            raise NotFoundException
        return user
