from collections.abc import Sequence

import attrs

from application.accounts.services.record_event import RecordEvent
from application.ports.clock import Clock
from application.ports.key_ring import KeyAlgorithm, KeyInfo, KeyRing
from domain.sessions.key_events import SigningKeyGenerated, SigningKeyRetired, SigningKeyRotated
from domain.shared_kernel.actor import OPERATOR
from domain.shared_kernel.events import SecurityEvent
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

        def record(key: KeyInfo) -> None:
            self._record(
                SigningKeyGenerated(kid=key.kid, algorithm=key.algorithm.value, by=OPERATOR, at=self.clock.now())
            )

        return self.ring.generate(algorithm, before=record)

    def rotate(self, *, at_once: bool) -> tuple[KeyInfo, KeyInfo]:
        """Lets the next key sign, and returns the active one and that one."""

        def record(key: KeyInfo) -> None:
            self._record(SigningKeyRotated(kid=key.kid, at_once=at_once, by=OPERATOR, at=self.clock.now()))

        return self.ring.rotate(at_once=at_once, before=record)

    def retire(self, kid: str) -> None:
        """Removes a key that does not sign."""

        def record(key: KeyInfo) -> None:
            self._record(SigningKeyRetired(kid=key.kid, by=OPERATOR, at=self.clock.now()))

        self.ring.retire(kid, before=record)

    def _record(self, event: SecurityEvent) -> None:
        self.in_service(lambda record: record(event))
