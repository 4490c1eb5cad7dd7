from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import attrs


class KeyAlgorithm(StrEnum):
    """What access tokens can be signed with so that others can verify them (RFC 7518, RFC 8037)."""

    EDDSA = "EdDSA"
    ES256 = "ES256"
    RS256 = "RS256"


class KeyState(StrEnum):
    NEXT = "next"
    """Published, so that verifiers learn it."""
    ACTIVE = "active"
    """Signs."""
    RETIRING = "retiring"
    """Signs no more; what it signed is accepted for a while."""


@attrs.frozen(kw_only=True)
class KeyInfo:
    """What can be said of a key aloud. ``accepted_until`` is open for a key that nothing follows yet."""

    kid: str
    algorithm: KeyAlgorithm
    state: KeyState
    created_at: datetime
    signs_from: datetime | None
    accepted_until: datetime | None


class KeyRingError(Exception):
    """Something that a person must mend, in a sentence that says how."""


class KeyRing(Protocol):
    """The keys that sign access tokens, for those who tend them. Every change is whole or not made, and visible to all
    processes within a second; of several at once each sees what the one before did. Raises ``KeyRingError`` where a
    change would refuse everybody's tokens, or cannot be made."""

    @abstractmethod
    def list(self) -> Sequence[KeyInfo]:
        """Every key whose tokens are accepted or will be, oldest first."""

    @abstractmethod
    def generate(self, algorithm: KeyAlgorithm) -> KeyInfo:
        """Adds a key, published at once; the first of all signs at once, too. Only one may wait."""

    @abstractmethod
    def rotate(self, *, at_once: bool = False) -> tuple[KeyInfo, KeyInfo]:
        """Lets the key that waits sign, or a new one like the active, as soon as verifiers had time to learn it. The
        active key and its successor. ``at_once`` gives only the processes of the service that time."""

    @abstractmethod
    def retire(self, kid: str) -> None:
        """Forgets a key that does not sign; its tokens are refused."""
