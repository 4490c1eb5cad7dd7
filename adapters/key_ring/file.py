from collections.abc import Sequence
from datetime import datetime, timedelta

import attrs

from adapters.key_ring.ring import Ring
from adapters.key_ring.ring_file import RingFile
from adapters.token_signer.pyjwt import PyJwtKey
from application.ports.clock import Clock
from application.ports.key_ring import BeforeChange, KeyAlgorithm, KeyInfo, KeyRing, unannounced


@attrs.frozen(kw_only=True)
class FileKeyRing(KeyRing):
    """A key ring in a file. Public keys are published for ``notice`` before they sign, as verifiers may cache the list
    for so long; a key is accepted for ``overlap`` after it has stopped signing."""

    file: RingFile
    clock: Clock
    notice: timedelta
    overlap: timedelta

    def list(self) -> Sequence[KeyInfo]:
        return self.file.read().infos(self.clock.now())

    def generate(self, algorithm: KeyAlgorithm, *, before: BeforeChange = unannounced) -> KeyInfo:
        with self.file.edit() as ring:
            now = self.clock.now()
            key = PyJwtKey.generate(algorithm, now)
            grown = ring.with_new(key, now)
            before(grown.info(key.kid, now))
            self.file.write(grown)
        return grown.info(key.kid, now)

    def rotate(self, *, at_once: bool = False, before: BeforeChange = unannounced) -> tuple[KeyInfo, KeyInfo]:
        with self.file.edit() as ring:
            now = self.clock.now()
            ready = ring if ring.waiting(now) else _with_new_of_same_algorithm(ring, now)
            rotated = ready.rotated(now, notice=timedelta() if at_once else self.notice, overlap=self.overlap)
            active, successor = rotated.require_active(now), rotated.require_waiting(now)
            before(rotated.info(successor.kid, now))
            self.file.write(rotated)
        return rotated.info(active.kid, now), rotated.info(successor.kid, now)

    def retire(self, kid: str, *, before: BeforeChange = unannounced) -> None:
        with self.file.edit() as ring:
            now = self.clock.now()
            rest = ring.without(kid, now)
            before(ring.info(kid, now))
            self.file.write(rest)


def _with_new_of_same_algorithm(ring: Ring, now: datetime) -> Ring:
    return ring.with_new(PyJwtKey.generate(ring.require_active(now).key.algorithm, now), now)
