from application.ports.repository import Repository
from domain.accounts.email_address import EmailAddress
from domain.accounts.user import User
from domain.shared_kernel.filters import Filter


class UserRepository(Repository[User]):
    """The accounts."""

    async def select_by_email(self, email: EmailAddress) -> User | None:
        """The account of this address, in whatever case it was written."""
        return await self.select_one(User.email == email)

    async def count_active_staff(self) -> int:
        return await self.count(_active_staff())


def _active_staff() -> Filter:
    return (User.is_staff == True) & (User.is_locked == False)  # noqa: E712  # filters, not truth values
