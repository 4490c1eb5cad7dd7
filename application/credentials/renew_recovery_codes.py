from collections.abc import Sequence
from uuid import UUID

import attrs

from application.accounts.services.confirm_password import ConfirmPassword
from application.accounts.services.outgoing_mail import OutgoingMail
from application.credentials.services import credential_mails
from application.credentials.services.authentication_method import AuthenticationMethod
from application.credentials.services.code_check import CodeCheck, CodeStep
from application.credentials.services.recovery_codes import RecoveryCodes
from application.ports.clock import Clock
from domain.credentials.events import RecoveryCodesRenewed


@attrs.frozen(kw_only=True)
class RenewRecoveryCodesCommand:
    """``session_id`` is the session of the request, ``code`` one of any second factor of the account."""

    user_id: UUID
    session_id: UUID
    password: str = attrs.field(repr=False)
    code: str = attrs.field(repr=False)


@attrs.frozen(eq=False, repr=False)
class RenewRecoveryCodes:
    """A person with a second factor may have new recovery codes, by their password and a code; the former ones are
    void. Raises ``RateLimitException``, ``WrongPassword``, ``FactorsLocked``, ``InvalidCode`` and, if
    their sessions ended meanwhile, ``RevokedTokenException``."""

    confirm_password: ConfirmPassword
    check_code: CodeCheck
    recovery_codes: RecoveryCodes
    mails: OutgoingMail
    clock: Clock

    async def __call__(self, command: RenewRecoveryCodesCommand) -> Sequence[str]:
        seen = await self.confirm_password(command.user_id, command.session_id, command.password)

        async def renew(step: CodeStep, _method: AuthenticationMethod) -> Sequence[str]:
            work, user_id, now = step.work, step.user.pk, self.clock.now()
            work.record(RecoveryCodesRenewed(user_id=user_id, by=user_id, at=now))
            await self.mails.notify(work, credential_mails.RECOVERY_CODES_RENEWED, user_id)
            return await self.recovery_codes.issue(work, user_id, at=now)

        return await self.check_code(
            command.user_id, command.code, renew, allow=lambda step: step.user.require_token_version(seen.token_version)
        )
