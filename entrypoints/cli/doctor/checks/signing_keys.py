from collections.abc import Callable, Sequence
from datetime import timedelta

import attrs

from application.ports.clock import Clock
from application.ports.key_ring import KeyInfo, KeyRing, KeyRingError, KeyState
from entrypoints.cli.doctor.finding import Finding, Mark

MAX_KEY_AGE = timedelta(days=90)
"""The longest time that a key should sign: a leaked key can be misused for as long."""


@attrs.frozen
class SigningKeys:
    """Checks that the key that signs access tokens exists and is not too old. ``ring`` is ``None`` if a key derived
    from the secret signs."""

    ring: Callable[[], KeyRing] | None
    clock: Clock
    about: str = "signing keys"

    async def __call__(self) -> Sequence[Finding]:
        """Returns a finding on the key that signs."""
        if self.ring is None:
            return [Finding(self.about, Mark.OK, "Access tokens are signed with a key of the secret (HS256).")]
        try:
            keys = self.ring().list()
        except KeyRingError as wrong:
            return [Finding(self.about, Mark.FAILURE, f"{wrong}")]
        active = [key for key in keys if key.state is KeyState.ACTIVE]
        return [self._finding(key, alone=len(keys) == len(active)) for key in active]

    def _finding(self, key: KeyInfo, *, alone: bool) -> Finding:
        age = self.clock.now() - (key.signs_from or key.created_at)
        detail = f"{key.kid} ({key.algorithm}) has been signing for {age.days} days"
        if age > MAX_KEY_AGE and alone:
            return Finding(self.about, Mark.WARNING, f"{detail}: it is due to be replaced.", "cortex keys rotate")
        return Finding(self.about, Mark.OK, f"{detail}.")
