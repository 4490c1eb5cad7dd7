from abc import abstractmethod
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import attrs

from domain.shared_kernel.messages import Sentence


class KeyAlgorithm(StrEnum):
    """Asymmetric signature algorithms of access tokens, which others can verify (RFC 7518, RFC 8037)."""

    EDDSA = "EdDSA"
    ES256 = "ES256"
    RS256 = "RS256"


class KeyState(StrEnum):
    """The stage of a signing key in its life, in this order."""

    NEXT = "next"
    """The key is published, so that verifiers learn it, and does not sign yet."""
    ACTIVE = "active"
    """The key signs."""
    RETIRING = "retiring"
    """The key signs no more; its tokens are accepted until ``accepted_until``."""


@attrs.frozen(kw_only=True)
class KeyInfo:
    """The public facts about a key. ``accepted_until`` is ``None`` while no other key follows it."""

    kid: str
    algorithm: KeyAlgorithm
    state: KeyState
    created_at: datetime
    signs_from: datetime | None
    accepted_until: datetime | None


@attrs.define(eq=False)
class KeyRingError(Exception):
    """A failure that an operator must mend; its sentence says how."""

    sentence: Sentence

    def __str__(self) -> str:
        return str(self.sentence)


BeforeChange = Callable[[KeyInfo], None]
"""Is called with the key of a change that is possible, before it is made. If it raises, nothing is changed."""


def unannounced(_key: KeyInfo) -> None:
    """Does nothing before a change."""


class KeyRing(Protocol):
    """The keys that sign access tokens, as operators manage them. Every change is whole or not made, and visible to all
    processes within a second; concurrent changes are applied one after the other. Raises ``KeyRingError`` if a change
    would make every token invalid, or cannot be made."""

    @abstractmethod
    def list(self) -> Sequence[KeyInfo]:
        """Returns every key whose tokens are accepted or will be, oldest first."""

    @abstractmethod
    def generate(self, algorithm: KeyAlgorithm, *, before: BeforeChange = unannounced) -> KeyInfo:
        """Adds a key and publishes it at once; the first key of a ring also signs at once. Only one key may wait."""

    @abstractmethod
    def rotate(self, *, at_once: bool = False, before: BeforeChange = unannounced) -> tuple[KeyInfo, KeyInfo]:
        """Makes the waiting key, or a new one of the active key's algorithm, sign as soon as verifiers had time to
        learn it; ``at_once`` waits only for the processes of the service. Returns the active key and its successor;
        ``before`` is called with the latter."""

    @abstractmethod
    def retire(self, kid: str, *, before: BeforeChange = unannounced) -> None:
        """Removes a key that does not sign; its tokens are refused from then on."""
