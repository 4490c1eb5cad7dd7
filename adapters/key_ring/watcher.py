import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime

from adapters.key_ring.ring import Ring
from adapters.key_ring.ring_file import RingFile, Stamp
from adapters.token_signer.signing_key import SigningKey, SigningKeys
from application.ports.clock import Clock
from application.ports.key_ring import KeyRingError

RECHECK_SECONDS = 0.25
"""Often enough that every process knows of a change before it comes true (``SPREAD``)."""
_logger = logging.getLogger("cortex.keys")


class WatchedKeyRing(SigningKeys):
    """The ring of a file, read again when the file changes; beside the loop, as a key can take a while to read. What
    cannot be read is told, and the last good ring stays."""

    def __init__(self, file: RingFile, clock: Clock) -> None:
        self._file = file
        self._clock = clock
        self._stamp: Stamp | None = None
        self._ring: Ring | None = None

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Raises ``KeyRingError`` where there is no ring to begin with."""
        self._stamp, self._ring = await asyncio.to_thread(self._look)
        watch = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch

    def signing(self) -> SigningKey:
        active = self._known.active(self._clock.now())
        if active is None:
            raise RuntimeError("a ring that was read has a key that signs")
        return active.key

    def find(self, kid: object, now: datetime) -> SigningKey | None:
        entry = self._known.find(kid, now)
        return entry.key if entry else None

    def public(self) -> Sequence[Mapping[str, str]]:
        return tuple(entry.key.public_jwk for entry in self._known.live(self._clock.now()))

    @property
    def _known(self) -> Ring:
        if self._ring is None:
            raise RuntimeError("the keys are not open: use them inside of watching()")
        return self._ring

    def _look(self) -> tuple[Stamp | None, Ring]:
        """The stamp first: what is written meanwhile is seen the next time."""
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
            _logger.warning("%s The keys known so far are kept.", wrong)
        else:
            _logger.info("the keys were read again: %s", ", ".join(key.kid for key in self._ring.keys))
