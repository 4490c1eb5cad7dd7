"""The contents of tokens, and the pair of tokens that a client receives."""

from collections.abc import Mapping
from functools import lru_cache
from uuid import UUID

import attrs

from domain.shared_kernel.errors import InvalidTokenException


@attrs.frozen
class TokenPair:
    """Lifetimes are in whole seconds."""

    access_token: str = attrs.field(repr=False)
    refresh_token: str = attrs.field(repr=False)
    expires_in: int
    refresh_expires_in: int


@attrs.frozen
class TokenClaims:
    """The claims by which a token is compared with its session; other claims are for clients."""

    user_id: UUID
    session_id: UUID
    generation: int
    token_version: int

    @classmethod
    def of(cls, claims: Mapping[str, object]) -> "TokenClaims":
        """Returns the claims. Raises ``InvalidTokenException`` for claims of another shape."""
        sub, sid = claims.get("sub"), claims.get("sid")
        generation, version = claims.get("gen"), claims.get("ver")
        are_texts = isinstance(sub, str) and isinstance(sid, str)
        if not (are_texts and isinstance(generation, int) and isinstance(version, int)):
            raise InvalidTokenException
        return cls(_uuid(sub), _uuid(sid), generation, version)


def refresh_jti(session_id: UUID, generation: int) -> str:
    """Returns the id of a session's refresh token, derived from the row, so that it is not stored."""
    return f"{session_id}.{generation}"


def session_of_jti(jti: str) -> UUID:
    """Returns the id of the session that this refresh token belongs to. Raises ``InvalidTokenException``."""
    return _uuid(jti.partition(".")[0])


@lru_cache(maxsize=8192)
def _uuid(text: str) -> UUID:
    """Keeps those of the accounts and sessions that came last. They were written here, so that they are short."""
    try:
        return UUID(text)
    except ValueError:
        raise InvalidTokenException from None
