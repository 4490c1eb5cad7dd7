from uuid import UUID

import attrs

from application.accounts.services.confirm_password import ConfirmPassword
from application.credentials.services.totp_method import TotpMethod
from application.ports.clock import Clock
from application.ports.id_factory import IdFactory
from application.ports.qr_code import QrCode
from application.ports.random_source import RandomSource
from application.ports.unit_of_work import BeginWork, UnitOfWork
from application.retry import retry_lost_race
from domain.credentials.errors import FactorLimit
from domain.credentials.factor import MAX_FACTORS, Factor, bound_to
from domain.credentials.totp import SECRET_BYTES, base32, otpauth_uri


@attrs.frozen(kw_only=True)
class AddTotpCommand:
    """``session_id`` is the session of the request."""

    user_id: UUID
    session_id: UUID
    label: str | None
    password: str = attrs.field(repr=False)


@attrs.frozen
class NewTotp:
    """A factor that has to be confirmed, with its secret in three forms, which are shown this once."""

    factor: Factor
    secret: str = attrs.field(repr=False)
    uri: str = attrs.field(repr=False)
    qr_svg: str = attrs.field(repr=False)


@attrs.frozen(eq=False, repr=False)
class AddTotp:
    """A person who knows their password may add an authenticator app, which replaces one that was not confirmed. Raises
    ``RateLimitException``, ``WrongPassword``, ``FactorLimit`` and, if their sessions ended meanwhile,
    ``RevokedTokenException``."""

    begin: BeginWork
    confirm_password: ConfirmPassword
    totp: TotpMethod
    random: RandomSource
    qr_code: QrCode
    clock: Clock
    ids: IdFactory
    service: str

    async def __call__(self, command: AddTotpCommand) -> NewTotp:
        user = await self.confirm_password(command.user_id, command.session_id, command.password)
        secret, factor_id = self.random.secret(SECRET_BYTES), self.ids.random()
        factor = await self._store(command, factor_id, secret, user.token_version)
        uri = otpauth_uri(secret, service=self.service, account=user.email)
        return NewTotp(factor, base32(secret), uri, self.qr_code.svg(uri))

    @retry_lost_race
    async def _store(self, command: AddTotpCommand, factor_id: UUID, secret: bytes, token_version: int) -> Factor:
        factor = Factor.enrol(
            factor_id,
            user_id=command.user_id,
            kind=self.totp.name,
            label=command.label,
            secret=self.totp.cipher.encrypt(secret, bound_to=bound_to(command.user_id, factor_id)),
            at=self.clock.now(),
        )
        async with self.begin() as work:
            user = await work.users.get_by_id(command.user_id)
            user.require_token_version(token_version)
            await self._make_room(work, command.user_id)
            await work.factors.create(factor)
            await work.commit()
        return factor

    async def _make_room(self, work: UnitOfWork, user_id: UUID) -> None:
        if len(await work.factors.select_confirmed(user_id)) >= MAX_FACTORS:
            raise FactorLimit(limit=MAX_FACTORS)
        of_user = (Factor.user_id == user_id) & (Factor.kind == self.totp.name)
        is_open = Factor.is_confirmed == False  # noqa: E712  # a filter
        for open_factor in await work.factors.select_all(of_user, is_open):
            await work.factors.delete(open_factor)
