from application.ports.repository import Repository
from domain.access.role import Role
from domain.accounts.email_address import EmailAddress
from domain.accounts.user import User
from domain.shared_kernel.filters import FilterOf


class UserRepository(Repository[User]):
    """The accounts of users."""

    async def select_by_email(self, email: EmailAddress) -> User | None:
        """Returns the account with this address, compared without regard to case, or ``None``."""
        return await self.select_one(User.email == email)

    async def count_active_owners(self) -> int:
        """Returns the number of owners who are not locked."""
        return await self.count(_active_owners())


def _active_owners() -> FilterOf[User]:
    """The column ``is_staff`` comes first in an index, so that the few staff members are all that is read."""
    active_staff = (User.is_staff == True) & (User.is_locked == False)  # noqa: E712  # filters, not truth values
    return active_staff & (User.role == Role.OWNER)
