"""What tokens say, and the pair that a client receives."""

from collections.abc import Mapping
from uuid import UUID

import attrs

from domain.shared_kernel.errors import InvalidTokenException


@attrs.frozen
class TokenPair:
    """Times to live are in whole seconds. After a login ``device_token`` is what the device shows to be known again."""

    access_token: str = attrs.field(repr=False)
    refresh_token: str = attrs.field(repr=False)
    expires_in: int
    refresh_expires_in: int
    device_token: str = attrs.field(default="", repr=False)


@attrs.frozen
class TokenClaims:
    """The claims by which a token is held against its session; the rest is for the convenience of clients."""

    user_id: UUID
    session_id: UUID
    generation: int
    token_version: int

    @classmethod
    def of(cls, claims: Mapping[str, object]) -> "TokenClaims":
        """Raises ``InvalidTokenException`` for claims of another shape."""
        match claims:
            case {"sub": str(sub), "sid": str(sid), "gen": int(generation), "ver": int(version)}:
                return cls(_uuid(sub), _uuid(sid), generation, version)
            case _:
                raise InvalidTokenException


def refresh_jti(session_id: UUID, generation: int) -> str:
    """The id of a session's refresh token: it can be told from the row, so nothing about it is stored."""
    return f"{session_id}.{generation}"


def session_of_jti(jti: str) -> UUID:
    """The session whose refresh token has this id. Raises ``InvalidTokenException``."""
    return _uuid(jti.partition(".")[0])


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise InvalidTokenException from None
