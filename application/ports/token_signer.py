from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class TokenKind(StrEnum):
    """What a token is good for: its ``typ`` (RFC 9068 for access tokens)."""

    ACCESS = "at+jwt"
    REFRESH = "rt+jwt"


class TokenSigner(Protocol):
    """Signs and reads JSON Web Tokens (RFC 7519, RFC 8725). The same claims give the same token, byte for byte, where
    the algorithm is deterministic; refresh tokens always are. Tokens of one kind are never accepted as the other."""

    @abstractmethod
    def sign(self, kind: TokenKind, claims: Mapping[str, object]) -> str:
        """The compact form; ``iss`` is added."""

    @abstractmethod
    def read(
        self, kind: TokenKind, token: str, *, audience: str, now: datetime, may_be_expired: bool = False
    ) -> Mapping[str, object]:
        """The claims of a token of this kind, issuer and audience, each of its registered type. Times are compared with
        ``now`` with 30 s of leeway. Raises ``ExpiredTokenException`` for one that was good, unless it
        ``may_be_expired``, else ``InvalidTokenException``."""

    @abstractmethod
    def public_keys(self) -> Sequence[Mapping[str, str]]:
        """What others need to verify access tokens: public keys as of RFC 7517, each with ``kid``, ``alg`` and ``use``.
        None where the key is secret."""
