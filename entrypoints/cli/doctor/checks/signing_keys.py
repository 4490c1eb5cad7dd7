from collections.abc import Callable, Sequence
from datetime import timedelta

import attrs

from application.ports.clock import Clock
from application.ports.key_ring import KeyInfo, KeyRing, KeyRingError, KeyState
from domain.shared_kernel.messages import lazy_gettext as _
from domain.shared_kernel.messages import lazy_ngettext
from entrypoints.cli.doctor.finding import Finding, Mark

MAX_KEY_AGE = timedelta(days=90)
"""The longest time that a key should sign: a leaked key can be misused for as long."""

OF_THE_SECRET = _("Access tokens are signed with a key of the secret (HS256).")
SIGNING = lazy_ngettext(
    "{kid} ({algorithm}) has been signing for {number} day.",
    "{kid} ({algorithm}) has been signing for {number} days.",
    "number",
)
DUE = lazy_ngettext(
    "{kid} ({algorithm}) has been signing for {number} day: it is due to be replaced.",
    "{kid} ({algorithm}) has been signing for {number} days: it is due to be replaced.",
    "number",
)


@attrs.frozen(eq=False, repr=False)
class SigningKeys:
    """Checks that the key that signs access tokens exists and is not too old. ``ring`` is ``None`` if a key derived
    from the secret signs."""

    ring: Callable[[], KeyRing] | None
    clock: Clock
    about: str = "signing keys"

    async def __call__(self) -> Sequence[Finding]:
        """Returns a finding on the key that signs."""
        if self.ring is None:
            return [Finding(self.about, Mark.OK, OF_THE_SECRET)]
        try:
            keys = self.ring().list()
        except KeyRingError as wrong:
            return [Finding(self.about, Mark.FAILURE, wrong.sentence)]
        active = [key for key in keys if key.state is KeyState.ACTIVE]
        return [self._finding(key, alone=len(keys) == len(active)) for key in active]

    def _finding(self, key: KeyInfo, *, alone: bool) -> Finding:
        age = self.clock.now() - (key.signs_from or key.created_at)
        facts = {"kid": key.kid, "algorithm": key.algorithm, "number": age.days}
        if age > MAX_KEY_AGE and alone:
            return Finding(self.about, Mark.WARNING, DUE.bind(facts), "cortex keys rotate")
        return Finding(self.about, Mark.OK, SIGNING.bind(facts))
