"""Who signs access tokens: a key of the secret, or a ring of keys in a file. What was not chosen is not imported."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import timedelta
from pathlib import Path

import attrs

from adapters.token_signer.hmac import HmacKey
from adapters.token_signer.signing_key import OneKey, SigningKeys
from application.ports.clock import Clock
from application.ports.key_ring import KeyRing, KeyRingError

NO_FILE = (
    "CORTEX_SIGNING_KEYS names no file, so access tokens are signed with a key of the secret (HS256). Name one to keep "
    "keys in, for example CORTEX_SIGNING_KEYS=cortex.keys"
)


@attrs.frozen
class AccessKeys:
    """The keys of access tokens, to be used while ``watching`` them."""

    keys: SigningKeys
    watching: Callable[[], AbstractAsyncContextManager[None]]


def secret_keys(secret: bytes) -> AccessKeys:
    return AccessKeys(OneKey(HmacKey(secret)), nullcontext)


def kept_keys(path: Path, clock: Clock) -> AccessKeys:
    from adapters.key_ring.ring_file import RingFile
    from adapters.key_ring.watcher import WatchedRing

    ring = WatchedRing(RingFile(path), clock)
    return AccessKeys(ring, ring.watching)


def key_ring(path: Path | None, clock: Clock, notice: timedelta, overlap: timedelta) -> KeyRing:
    """For those who tend it. Raises ``KeyRingError`` where there is none to tend."""
    if path is None:
        raise KeyRingError(NO_FILE)
    from adapters.key_ring.file import KeptKeyRing
    from adapters.key_ring.ring_file import RingFile

    return KeptKeyRing(file=RingFile(path), clock=clock, notice=notice, overlap=overlap)
