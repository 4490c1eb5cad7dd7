from collections.abc import Container
from uuid import UUID

import attrs

from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from domain.accounts.person_name import PersonName
from domain.accounts.user import User
from domain.shared_kernel.language import Language


@attrs.frozen(kw_only=True)
class EditUserCommand:
    """Values of ``None`` stay as they are; ``expected`` are the versions of the account that the client saw, or
    ``None`` for any."""

    user_id: UUID
    first_name: PersonName | None = None
    last_name: PersonName | None = None
    language: Language | None = None
    expected: Container[int] | None = None


@attrs.frozen(eq=False, repr=False)
class EditUser:
    """A person may change their own names and language. Raises ``StaleVersion``."""

    begin: BeginWork
    clock: Clock

    @retry_lost_race
    async def __call__(self, command: EditUserCommand) -> User:
        async with self.begin() as work:
            user = await work.users.get_by_id(command.user_id)
            user.require_version(command.expected)
            user.edit(
                by=user.pk,
                first_name=command.first_name,
                last_name=command.last_name,
                language=command.language,
                at=self.clock.now(),
            )
            await work.users.update(user)
            await work.commit()
        return user
