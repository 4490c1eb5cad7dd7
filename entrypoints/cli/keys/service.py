from collections.abc import Callable, Sequence

import attrs

from application.accounts.services.record_event import RecordEvent
from application.ports.clock import Clock
from application.ports.key_ring import BeforeChange, KeyAlgorithm, KeyInfo, KeyRing
from domain.sessions.key_events import SigningKeyEvent, SigningKeyGenerated, SigningKeyRetired, SigningKeyRotated
from domain.shared_kernel.actor import OPERATOR
from entrypoints.cli.service import RunInService


@attrs.frozen
class KeyService:
    """The signing keys, for the operator. Each change is recorded in the service before it is made, and not made if it
    cannot be recorded. Raises ``KeyRingError`` and ``CommandFailed``."""

    ring: KeyRing
    in_service: RunInService[RecordEvent]
    clock: Clock

    def list(self) -> Sequence[KeyInfo]:
        """Returns every key whose tokens are accepted or will be, oldest first."""
        return self.ring.list()

    def generate(self, algorithm: KeyAlgorithm) -> KeyInfo:
        """Adds a key and returns it."""
        return self.ring.generate(algorithm, before=self._recorded(SigningKeyGenerated, algorithm=algorithm.value))

    def rotate(self, *, at_once: bool) -> tuple[KeyInfo, KeyInfo]:
        """Lets the next key sign, and returns the active one and that one."""
        return self.ring.rotate(at_once=at_once, before=self._recorded(SigningKeyRotated, at_once=at_once))

    def retire(self, kid: str) -> None:
        """Removes a key that does not sign."""
        self.ring.retire(kid, before=self._recorded(SigningKeyRetired))

    def _recorded(self, event: Callable[..., SigningKeyEvent], **facts: object) -> BeforeChange:
        def record_change(key: KeyInfo) -> None:
            made = event(kid=key.kid, by=OPERATOR, at=self.clock.now(), **facts)
            self.in_service(lambda record: record(made))

        return record_change
