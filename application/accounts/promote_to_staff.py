import attrs

from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from domain.accounts.email_address import EmailAddress
from domain.accounts.user import User


@attrs.frozen
class PromoteToStaff:
    """The operator may give the staff right to the owner of an address; ``None`` when there is no such account."""

    begin: BeginWork
    clock: Clock

    @retry_lost_race
    async def __call__(self, email: EmailAddress) -> User | None:
        async with self.begin() as work:
            user = await work.users.select_by_email(email)
            if user is not None:
                user.grant_staff(at=self.clock.now())
                await work.users.update(user)
                await work.commit()
        return user
