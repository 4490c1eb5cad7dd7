import attrs

from application.accounts.passwords import Passwords
from application.ports.id_factory import IdFactory
from application.ports.token_store import TokenStore
from application.ports.unit_of_work import BeginWork, ReadWork
from application.sessions.jwt_service import JWTService
from application.sessions.tokens import TokenPair
from domain.accounts.email_address import EmailAddress
from domain.accounts.errors import InvalidCredentials
from domain.accounts.user import User
from domain.sessions.session import Device, Session, SessionPolicy
from domain.shared_kernel.errors import LostRace
from domain.shared_kernel.platform import Platform


@attrs.frozen(kw_only=True)
class Credentials:
    email: EmailAddress
    password: str = attrs.field(repr=False)
    platform: Platform
    device: Device


@attrs.frozen
class LogIn:
    """Anybody who knows an address and its password may open a session, with ``verified_only`` once the address is
    confirmed. Raises ``InvalidCredentials`` and, after the right password only, ``AccountLocked``,
    ``EmailNotVerified`` and ``NotStaff``."""

    begin: BeginWork
    read: ReadWork
    passwords: Passwords
    store: TokenStore
    tokens: JWTService
    ids: IdFactory
    policy: SessionPolicy
    verified_only: bool = False

    async def __call__(self, order: Credentials) -> TokenPair:
        async with self.read() as work:
            user = await work.users.select_by_email(order.email)
        if not await self.passwords.match(user, order.password) or user is None:
            raise InvalidCredentials
        user.require_entry(order.platform, verified=self.verified_only)
        await self._renew_hash(user, order.password)
        now = await self.store.now()
        session = Session.open(
            self.ids.ordered(), user=user, platform=order.platform, device=order.device, now=now, policy=self.policy
        )
        await self.store.add(session)
        return self.tokens.create_token_pair(user, session, now)

    async def _renew_hash(self, user: User, password: str) -> None:
        renewed = await self.passwords.renewed(user, password)
        if renewed is None:
            return
        try:
            async with self.begin() as work:
                await work.users.update(user, password_hash=renewed)
                await work.commit()
        except LostRace:
            return  # somebody changed the account meanwhile: the next login renews the hash
