"""Remembers tokens whose signatures were verified, as a client sends the same one many times."""

from collections.abc import Mapping
from hashlib import sha256

import attrs

from adapters.token_signer.signing_key import SigningKey

MAX_TOKENS = 4096
"""About 6 MiB with claims of the usual size."""


@attrs.frozen
class VerifiedToken:
    """The claims of a token, and the key that its signature was verified with."""

    key: SigningKey
    claims: Mapping[str, object]


class VerifiedTokens:
    """The tokens that were verified last, by their SHA-256, so that no token is kept. Only what never changes is
    remembered: the caller must still check that the key is accepted and that the token has not expired."""

    def __init__(self, max_tokens: int = MAX_TOKENS) -> None:
        self._max_tokens = max_tokens
        self._by_hash: dict[bytes, VerifiedToken] = {}

    def find(self, token: str) -> VerifiedToken | None:
        """Returns what was remembered of exactly this token."""
        return self._by_hash.get(_hash(token))

    def add(self, token: str, verified: VerifiedToken) -> None:
        """Remembers a token, and forgets the one that was added first if there are too many."""
        if len(self._by_hash) >= self._max_tokens:
            del self._by_hash[next(iter(self._by_hash))]
        self._by_hash[_hash(token)] = verified


def _hash(token: str) -> bytes:
    return sha256(token.encode("utf-8", "surrogatepass")).digest()
