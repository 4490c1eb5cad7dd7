from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class TokenKind(StrEnum):
    """The kind of a token, which is its header ``typ`` (RFC 9068 for access tokens)."""

    ACCESS = "at+jwt"
    REFRESH = "rt+jwt"


class TokenSigner(Protocol):
    """Signs and verifies JSON Web Tokens (RFC 7519, RFC 8725). The same claims give the same token, byte for byte, if
    the algorithm is deterministic, as that of refresh tokens is. Tokens of one kind are never accepted as the other."""

    @abstractmethod
    def sign(self, kind: TokenKind, claims: Mapping[str, object]) -> str:
        """Returns the token in the compact serialization; ``iss`` is added to the claims."""

    @abstractmethod
    def read(
        self, kind: TokenKind, token: str, *, audience: str, now: datetime, may_be_expired: bool = False
    ) -> Mapping[str, object]:
        """Returns the claims of a token of this kind, issuer and audience, each of its registered type. Times are
        compared with ``now`` with 30 s of leeway. Raises ``ExpiredTokenException`` for a genuine token that has
        expired, unless it ``may_be_expired``, else ``InvalidTokenException``."""

    @abstractmethod
    def public_keys(self) -> Sequence[Mapping[str, str]]:
        """Returns the public keys that verify access tokens, as JWKs (RFC 7517), each with ``kid``, ``alg`` and
        ``use``; empty if the key is secret."""
