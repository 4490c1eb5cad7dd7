import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from adapters.key_ring.ring import Ring
from adapters.key_ring.ring_file import RingFile, Stamp
from adapters.token_signer.signing_key import SigningKey, SigningKeys
from application.background import in_background
from application.ports.clock import Clock
from application.ports.key_ring import KeyRingError

RECHECK_SECONDS = 0.25
"""Short enough for every process to read a change before it takes effect (``PROPAGATION_DELAY``)."""
_logger = logging.getLogger("cortex.keys")


class WatchedKeyRing(SigningKeys):
    """The ring of a file that is read again when the file changes, in a thread, as reading a key can take a while. If
    it cannot be read, a line is logged and the last ring stays."""

    def __init__(self, file: RingFile, clock: Clock) -> None:
        self._file = file
        self._clock = clock
        self._stamp: Stamp | None = None
        self._ring: Ring | None = None

    @asynccontextmanager
    async def watch(self) -> AsyncIterator[None]:
        """Reads the ring and follows its changes. Raises ``KeyRingError`` if it cannot be read at first."""
        self._stamp, self._ring = await asyncio.to_thread(self._read)
        async with in_background(self._watch):
            yield

    def signing(self) -> SigningKey:
        active = self._current.active(self._clock.now())
        if active is None:
            raise RuntimeError("a ring that was read has a key that signs")
        return active.key

    def find(self, kid: object, now: datetime) -> SigningKey | None:
        entry = self._current.find(kid, now)
        return entry.key if entry else None

    def public(self) -> Sequence[Mapping[str, str]]:
        return tuple(entry.key.public_jwk for entry in self._current.live(self._clock.now()))

    @property
    def _current(self) -> Ring:
        if self._ring is None:
            raise RuntimeError("the keys are not open: use them inside of watch()")
        return self._ring

    def _read(self) -> tuple[Stamp | None, Ring]:
        """Takes the stamp first, so that a change made while reading is found at the next check."""
        return self._file.stamp(), self._file.read()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(RECHECK_SECONDS)
            stamp = await asyncio.to_thread(self._file.stamp)
            if stamp != self._stamp:
                self._stamp = stamp
                await self._reread()

    async def _reread(self) -> None:
        try:
            self._ring = await asyncio.to_thread(self._file.read)
        except KeyRingError as wrong:
            _logger.warning("key_ring_unreadable", extra={"reason": str(wrong), "effect": "the last keys stay in use"})
        else:
            _logger.info("key_ring_read", extra={"kids": [key.kid for key in self._ring.keys]})
