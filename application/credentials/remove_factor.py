from uuid import UUID

import attrs

from application.accounts.services.confirm_password import ConfirmPassword
from application.accounts.services.outgoing_mail import OutgoingMail
from application.credentials.services import credential_mails
from application.credentials.services.authentication_method import AuthenticationMethod
from application.credentials.services.code_check import CodeCheck, CodeStep
from application.credentials.services.recovery_codes import RecoveryCodes
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork, ReadWork
from domain.credentials.errors import MfaRequiredForStaff
from domain.credentials.events import FactorRemoved
from domain.credentials.factor import Factor


@attrs.frozen(kw_only=True)
class RemoveFactorCommand:
    """``session_id`` is the session of the request, ``code`` one of any second factor of the account."""

    user_id: UUID
    session_id: UUID
    factor_id: UUID
    password: str = attrs.field(repr=False)
    code: str = attrs.field(repr=False)


@attrs.frozen(eq=False, repr=False)
class RemoveFactor:
    """A person may remove a second factor by their password and a code; with the last one the recovery codes go too. A
    factor that was never confirmed needs no code. Staff keep their last one where ``staff_need_one``. Raises
    ``RateLimitException``, ``WrongPassword``, ``NotFoundException``, ``MfaRequiredForStaff``, ``FactorsLocked``,
    ``InvalidCode`` and, if their sessions ended meanwhile, ``RevokedTokenException``."""

    begin: BeginWork
    read: ReadWork
    confirm_password: ConfirmPassword
    check_code: CodeCheck
    recovery_codes: RecoveryCodes
    mails: OutgoingMail
    clock: Clock
    staff_need_one: bool

    async def __call__(self, command: RemoveFactorCommand) -> None:
        seen = await self.confirm_password(command.user_id, command.session_id, command.password)
        mine = (Factor.user_id == command.user_id) & (Factor.pk == command.factor_id)
        async with self.read() as work:
            factor = await work.factors.get_one(mine)
        if not factor.is_confirmed:
            return await self._discard(factor)

        async def remove(step: CodeStep, _method: AuthenticationMethod) -> None:
            await self._remove(step, await step.work.factors.get_one(mine))

        return await self.check_code(
            command.user_id,
            command.code,
            remove,
            allow=lambda step: step.user.require_token_version(seen.token_version),
        )

    async def _discard(self, factor: Factor) -> None:
        async with self.begin() as work:
            await work.factors.delete(factor)
            await work.commit()

    async def _remove(self, step: CodeStep, factor: Factor) -> None:
        work, user, now = step.work, step.user, self.clock.now()
        await work.factors.delete(factor)
        if not await work.factors.select_confirmed(user.pk):
            if user.is_staff and self.staff_need_one:
                raise MfaRequiredForStaff
            await self.recovery_codes.void(work, user.pk)
            user.set_mfa(False, at=now)
            await work.users.update(user)
        work.record(FactorRemoved(user_id=user.pk, by=user.pk, factor_id=factor.pk, kind=factor.kind, at=now))
        await self.mails.notify(work, credential_mails.FACTOR_REMOVED, user.pk)
