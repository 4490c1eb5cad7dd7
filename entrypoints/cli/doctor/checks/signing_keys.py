from collections.abc import Callable, Sequence
from datetime import timedelta

import attrs

from application.ports.clock import Clock
from application.ports.key_ring import KeyInfo, KeyRing, KeyRingError, KeyState
from entrypoints.cli.doctor.finding import Finding, Mark

LONGEST_USE = timedelta(days=90)
"""How long a key should sign at most: somebody who has learnt it may use it for that long."""


@attrs.frozen
class SigningKeys:
    """Checks that access tokens are signed by a key that is there and not too old. ``ring`` is ``None`` where a key of
    the secret signs."""

    ring: Callable[[], KeyRing] | None
    clock: Clock
    about: str = "signing keys"

    async def __call__(self) -> Sequence[Finding]:
        if self.ring is None:
            return [Finding(self.about, Mark.OK, "Access tokens are signed with a key of the secret (HS256).")]
        try:
            keys = self.ring().list()
        except KeyRingError as wrong:
            return [Finding(self.about, Mark.FAILURE, f"{wrong}")]
        active = [key for key in keys if key.state is KeyState.ACTIVE]
        return [self._judged(key, alone=len(keys) == len(active)) for key in active]

    def _judged(self, key: KeyInfo, *, alone: bool) -> Finding:
        age = self.clock.now() - (key.signs_from or key.created_at)
        detail = f"{key.kid} ({key.algorithm}) has been signing for {age.days} days"
        if age > LONGEST_USE and alone:
            return Finding(self.about, Mark.WARNING, f"{detail}: it is due to be replaced.", "cortex keys rotate")
        return Finding(self.about, Mark.OK, f"{detail}.")
