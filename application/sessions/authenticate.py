import attrs

from application.ports.principal_loader import PrincipalLoader
from application.ports.token_store import StoredSession, TokenStore
from application.sessions.services.jwt_service import JWTService
from application.sessions.services.principal import Principal
from application.sessions.services.tokens import TokenClaims
from domain.accounts.user import User
from domain.shared_kernel.errors import RevokedTokenException, ServiceUnavailableException
from domain.shared_kernel.platform import Platform

MAX_ROUNDS = 8
"""Attempts to store the acknowledgement while other requests change the session."""


@attrs.frozen(eq=False, repr=False)
class Authenticate:
    """Returns the user and the session of an access token, as stored at this moment. Raises ``InvalidTokenException``,
    ``ExpiredTokenException``, ``RevokedTokenException`` and ``ServiceUnavailableException``."""

    principals: PrincipalLoader
    store: TokenStore
    tokens: JWTService

    async def __call__(self, token: str, platform: Platform) -> Principal:
        claims = self.tokens.verify_access_token(token, platform)
        for _round in range(MAX_ROUNDS):
            stored = await self.principals(claims.session_id, claims.user_id)
            found, user = stored.session, stored.user
            if found is None or user is None or not _agree(claims, found, user):
                raise RevokedTokenException
            if await self._acknowledged(claims, found):
                return Principal(user, found.session)
        raise ServiceUnavailableException

    async def _acknowledged(self, claims: TokenClaims, found: StoredSession) -> bool:
        """Marks, once a generation, that the client has its tokens. Returns ``False`` if the session changed
        meanwhile."""
        if not found.session.needs_acknowledgement(claims.generation):
            return True
        found.session.acknowledge()
        return await self.store.replace(found.session)


def _agree(claims: TokenClaims, found: StoredSession, user: User) -> bool:
    session = found.session
    return (
        claims.token_version == session.token_version
        and claims.generation <= session.generation
        and session.is_valid_for(user, found.now)
    )
