import attrs

from application.accounts.services.password_service import PasswordService
from application.accounts.services.register_command import RegisterCommand
from application.ports.clock import Clock
from application.ports.id_factory import IdFactory
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from domain.access.role import Role
from domain.accounts.user import User
from domain.shared_kernel.actor import OPERATOR


@attrs.frozen(eq=False, repr=False)
class CreateStaffUser:
    """The operator opens a staff account and vouches for its address. Raises ``EmailTaken`` and
    ``ValidationException``."""

    begin: BeginWork
    passwords: PasswordService
    clock: Clock
    ids: IdFactory

    async def __call__(self, command: RegisterCommand, role: Role) -> User:
        password_hash = await self.passwords.choose(command.password, field="password", personal=command.person.words)
        return await self._make(command, password_hash, role)

    @retry_lost_race
    async def _make(self, command: RegisterCommand, password_hash: str, role: Role) -> User:
        now = self.clock.now()
        user = User.register(self.ids.random(), command.person, password_hash=password_hash, at=now, by=OPERATOR)
        user.verify_email(by=OPERATOR, at=now)
        user.appoint(role, at=now, active_owners=0)
        async with self.begin() as work:
            await work.users.create(user)
            await work.commit()
        return user
