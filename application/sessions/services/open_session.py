from uuid import UUID

import attrs

from application.ports.id_factory import IdFactory
from application.ports.token_store import TokenStore
from application.sessions.services.jwt_service import JWTService
from application.sessions.services.known_devices import KnownDevices
from application.sessions.services.session_cap import SessionCap
from application.sessions.services.tokens import TokenPair
from domain.accounts.user import User
from domain.sessions.session import Device, Session, SessionPolicy
from domain.shared_kernel.platform import Platform


@attrs.frozen
class OpenSession:
    """Opens a session for an authenticated user. It has the token version that ``user`` was read with, so that an act
    which has ended sessions since then has ended this one too. If there are too many, the least recently used one
    ends."""

    store: TokenStore
    tokens: JWTService
    known_devices: KnownDevices
    session_cap: SessionCap
    ids: IdFactory
    policy: SessionPolicy

    async def __call__(
        self, user: User, *, platform: Platform, device: Device, known_as: UUID | None = None
    ) -> TokenPair:
        now = await self.store.now()
        session = Session.open(
            self.ids.ordered(), user=user, platform=platform, device=device, now=now, policy=self.policy
        )
        await self.store.add(session)
        await self.session_cap.enforce(user)
        pair = self.tokens.create_token_pair(user, session, now)
        return attrs.evolve(pair, device_token=self.known_devices.remember(user, known_as))
