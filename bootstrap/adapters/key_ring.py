"""The ring of signing keys, for ``cortex keys``."""

from datetime import timedelta
from pathlib import Path

from application.ports.clock import Clock
from application.ports.key_ring import KeyRing, KeyRingError
from domain.shared_kernel.messages import lazy_gettext as _

NO_FILE = _(
    "CORTEX_SIGNING_KEYS names no file, so access tokens are signed with a key of the secret (HS256). Name one to keep "
    "keys in, for example CORTEX_SIGNING_KEYS=cortex.keys"
)


def key_ring(path: Path | None, clock: Clock, notice: timedelta, overlap: timedelta) -> KeyRing:
    """Returns the ring in a file. Raises ``KeyRingError`` if none is configured."""
    if path is None:
        raise KeyRingError(NO_FILE)
    from adapters.key_ring.file import FileKeyRing
    from adapters.key_ring.ring_file import RingFile

    return FileKeyRing(file=RingFile(path), clock=clock, notice=notice, overlap=overlap)
