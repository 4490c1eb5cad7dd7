from collections.abc import Sequence
from datetime import datetime, timedelta

import attrs

from adapters.key_ring.ring import Ring
from adapters.key_ring.ring_file import RingFile
from adapters.token_signer.pyjwt import PyJwtKey
from application.ports.clock import Clock
from application.ports.key_ring import KeyAlgorithm, KeyInfo, KeyRing


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

    def generate(self, algorithm: KeyAlgorithm) -> KeyInfo:
        with self.file.edit() as ring:
            now = self.clock.now()
            key = PyJwtKey.generate(algorithm, now)
            grown = ring.with_new(key, now)
            self.file.write(grown)
        return grown.info(key.kid, now)

    def rotate(self, *, at_once: bool = False) -> tuple[KeyInfo, KeyInfo]:
        with self.file.edit() as ring:
            now = self.clock.now()
            ready = ring if ring.waiting(now) else _with_new_of_same_algorithm(ring, now)
            rotated = ready.rotated(now, notice=timedelta() if at_once else self.notice, overlap=self.overlap)
            self.file.write(rotated)
        active, successor = rotated.require_active(now), rotated.require_waiting(now)
        return rotated.info(active.kid, now), rotated.info(successor.kid, now)

    def retire(self, kid: str) -> None:
        with self.file.edit() as ring:
            self.file.write(ring.without(kid, self.clock.now()))


def _with_new_of_same_algorithm(ring: Ring, now: datetime) -> Ring:
    return ring.with_new(PyJwtKey.generate(ring.require_active(now).key.algorithm, now), now)
