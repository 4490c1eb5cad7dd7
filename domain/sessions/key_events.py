"""Events of the keys that sign access tokens."""

from collections.abc import Sequence

import attrs

from domain.shared_kernel.events import Change, SecurityEvent


@attrs.frozen(kw_only=True)
class SigningKeyEvent(SecurityEvent):
    """An act on a key. ``kid`` is its id, which is public."""

    is_base = True
    subject_kind = "key"

    kid: str


@attrs.frozen(kw_only=True)
class SigningKeyGenerated(SigningKeyEvent):
    """A key was added."""

    event_name = "signing_key_generated"
    action = "key.generated"

    algorithm: str

    @property
    def changes(self) -> Sequence[Change]:
        """The key and its algorithm."""
        return [Change("kid", None, self.kid), Change("algorithm", None, self.algorithm)]


@attrs.frozen(kw_only=True)
class SigningKeyRotated(SigningKeyEvent):
    """A key was chosen to sign; ``at_once`` means before verifiers have learnt it."""

    event_name = "signing_key_rotated"
    action = "key.rotated"

    at_once: bool

    @property
    def reason(self) -> str | None:
        """The haste, if the key could not wait."""
        return "at_once" if self.at_once else None

    @property
    def changes(self) -> Sequence[Change]:
        """The key."""
        return [Change("kid", None, self.kid)]


@attrs.frozen(kw_only=True)
class SigningKeyRetired(SigningKeyEvent):
    """A key was removed, and with it the right of its tokens."""

    event_name = "signing_key_retired"
    action = "key.retired"

    @property
    def changes(self) -> Sequence[Change]:
        """The key."""
        return [Change("kid", self.kid, None)]
