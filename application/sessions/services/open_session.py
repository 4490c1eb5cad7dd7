import attrs

from application.accounts.services.record_event import RecordEvent
from application.credentials.services.known_devices import KnownDevices
from application.ports.id_factory import IdFactory
from application.ports.principal_loader import PrincipalLoader
from application.ports.token_store import TokenStore
from application.sessions.services.jwt_service import JWTService
from application.sessions.services.session_cap import SessionCap
from application.sessions.services.tokens import TokenPair
from domain.accounts.session_end import SessionEnd
from domain.accounts.user import User
from domain.credentials.authentication import Authenticated
from domain.sessions.events import SessionEnded, SessionOpened
from domain.sessions.session import Device, Session, SessionPolicy
from domain.shared_kernel.actor import SERVICE
from domain.shared_kernel.errors import LostRace
from domain.shared_kernel.platform import Platform


@attrs.frozen
class SignedIn:
    """The tokens of a new session, and the token by which the device is recognised from now on."""

    tokens: TokenPair
    device_token: str = attrs.field(repr=False)


@attrs.frozen(eq=False, repr=False)
class OpenSession:
    """Opens a session for an authenticated user. It has the token version that the user was read with, so that an act
    which has ended sessions since then has ended this one too. If there are too many, the least recently used one
    ends. Raises ``LostRace`` if the account has gained its first second factor since it was read: that ends the
    sessions which are stored by then, and this one may have come later."""

    principals: PrincipalLoader
    store: TokenStore
    tokens: JWTService
    known_devices: KnownDevices
    session_cap: SessionCap
    record: RecordEvent
    ids: IdFactory
    policy: SessionPolicy

    async def __call__(self, authenticated: Authenticated, *, platform: Platform, device: Device) -> SignedIn:
        user = authenticated.user
        now = await self.store.now()
        session = Session.open(
            self.ids.ordered(),
            user=user,
            platform=platform,
            device=device,
            now=now,
            policy=self.policy,
            methods=authenticated.methods,
            authenticated_at=authenticated.at,
        )
        await self.record(SessionOpened(user_id=user.pk, session_id=session.pk, by=user.pk, amr=session.amr, at=now))
        await self.store.add(session)
        await self._require_factors_as_read(user, session)
        await self.session_cap.enforce(user)
        tokens = self.tokens.create_token_pair(user, session, now)
        return SignedIn(tokens, self.known_devices.remember(user, authenticated.known_as))

    async def _require_factors_as_read(self, user: User, session: Session) -> None:
        if user.has_mfa:
            return
        current = (await self.principals(session.pk, user.pk)).user
        if current is not None and current.has_mfa:
            await self.record(
                SessionEnded(
                    user_id=user.pk,
                    session_id=session.pk,
                    by=SERVICE,
                    cause=SessionEnd.OVERTAKEN,
                    at=session.created_at,
                )
            )
            await self.store.remove(session.pk)
            raise LostRace
