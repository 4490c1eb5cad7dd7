from collections.abc import Sequence
from uuid import UUID

import attrs

from application.accounts.services.outgoing_mail import OutgoingMail
from application.credentials.services import credential_mails
from application.credentials.services.code_check import CodeCheck
from application.credentials.services.recovery_codes import RecoveryCodes
from application.credentials.services.totp_method import TotpMethod
from application.ports.clock import Clock
from application.ports.token_store import TokenStore
from application.ports.unit_of_work import BeginWork, ReadWork, Repositories, UnitOfWork
from application.retry import retry_lost_race
from application.sessions.services.jwt_service import JWTService
from application.sessions.services.principal import Principal
from domain.accounts.session_end import SessionEnd
from domain.accounts.user import User
from domain.credentials.errors import FactorLimit, InvalidCode
from domain.credentials.events import FactorAdded
from domain.credentials.factor import MAX_FACTORS, Factor
from domain.sessions.events import OtherSessionsEnded
from domain.sessions.session import Session
from domain.shared_kernel.errors import NotFoundException

MAX_ROUNDS = 8
"""Attempts to store in the session that it has shown a second factor, while other requests change it."""


@attrs.frozen(kw_only=True)
class ConfirmFactorCommand:
    """``principal`` is the user with the session of the request."""

    principal: Principal
    factor_id: UUID
    code: str = attrs.field(repr=False)


@attrs.frozen(eq=False, repr=False)
class ConfirmFactor:
    """A person may confirm a new second factor by its first code, which is used up. Every other session ends, as it was
    opened by less; the session of the request goes on, and has shown both. Returns the recovery codes, unless there are
    some already. Raises ``RateLimitException``, ``NotFoundException``, ``InvalidCode``, ``FactorLimit`` and, if the
    session has ended meanwhile, ``RevokedTokenException``."""

    begin: BeginWork
    read: ReadWork
    store: TokenStore
    tokens: JWTService
    check_code: CodeCheck
    totp: TotpMethod
    recovery_codes: RecoveryCodes
    mails: OutgoingMail
    clock: Clock

    async def __call__(self, command: ConfirmFactorCommand) -> Sequence[str] | None:
        user, session = command.principal.user, command.principal.session
        quotas = self.check_code.quotas(user.pk)
        (await self.check_code.limiter.take(quotas)).require()
        async with self.read() as work:
            await self._proved(work, command)
        await self._strengthen(session)  # first, as the commit ends every session that has shown less
        codes = await self._confirm(command)
        await self.check_code.limiter.reset(quotas)
        await self.tokens.revoke_all_user_tokens(user.pk, except_for=session.pk)
        return codes

    @retry_lost_race
    async def _confirm(self, command: ConfirmFactorCommand) -> Sequence[str] | None:
        seen, now = command.principal.user, self.clock.now()
        async with self.begin() as work:
            factor, step = await self._proved(work, command)
            factor.confirm(step, at=now)
            await work.factors.update(factor)
            user = await work.users.get_by_id(seen.pk)
            user.require_token_version(seen.token_version)
            codes = await self._protect(work, user, factor)
            kept, cause = command.principal.session.pk, SessionEnd.FACTOR_ADDED
            work.record(OtherSessionsEnded(user_id=user.pk, kept=kept, by=user.pk, cause=cause, at=now))
            await work.commit()
        return codes

    async def _proved(self, work: Repositories, command: ConfirmFactorCommand) -> tuple[Factor, int]:
        """Returns the factor that is to be confirmed, and the step of the code."""
        user_id = command.principal.user.pk
        factor = await work.factors.get_one((Factor.user_id == user_id) & (Factor.pk == command.factor_id))
        if factor.is_confirmed or factor.kind != self.totp.name:
            raise NotFoundException
        if len(await work.factors.select_confirmed(user_id)) >= MAX_FACTORS:
            raise FactorLimit(limit=MAX_FACTORS)
        step = self.totp.step_of(factor, command.code, at=self.clock.now())
        if step is None:
            raise InvalidCode
        return factor, step

    async def _protect(self, work: UnitOfWork, user: User, factor: Factor) -> Sequence[str] | None:
        now = self.clock.now()
        user.set_mfa(True, at=now)
        await work.users.update(user)
        work.record(FactorAdded(user_id=user.pk, factor_id=factor.pk, kind=factor.kind, by=user.pk, at=now))
        await self.mails.notify(work, credential_mails.FACTOR_ADDED, user.pk)
        if await self.recovery_codes.count(work, user.pk):
            return None
        return await self.recovery_codes.issue(work, user.pk, at=now)

    async def _strengthen(self, session: Session) -> None:
        for _round in range(MAX_ROUNDS):
            found = await self.store.find(session.pk)
            if found is None:
                return
            found.session.add_method(self.totp.reference)
            if await self.store.replace(found.session):
                return
