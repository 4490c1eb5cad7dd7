"""Ids and secrets that a seed decides."""

from random import Random
from uuid import UUID

import attrs

from application.ports.clock import Clock
from application.ports.id_factory import IdFactory
from application.ports.random_source import RandomSource

_VERSION_4, _VERSION_7 = 0x4 << 76, 0x7 << 76
_VARIANT = 0b10 << 62
_VERSION_BITS, _VARIANT_BITS = 0xF << 76, 0b11 << 62


@attrs.define
class SeededIds(IdFactory):
    """UUIDs (RFC 9562) of a stream of random numbers. Ordered ones increase, also while the time stands still."""

    random_numbers: Random
    clock: Clock
    _last: int = attrs.field(default=0, init=False)

    def random(self) -> UUID:
        """Returns a UUID of version 4."""
        return _uuid(self.random_numbers.getrandbits(128), _VERSION_4)

    def ordered(self) -> UUID:
        """Returns a UUID of version 7."""
        milliseconds = int(self.clock.now().timestamp() * 1000)
        made = _uuid(milliseconds << 80 | self.random_numbers.getrandbits(80), _VERSION_7).int
        if made <= self._last:
            made = self._last + 1
        self._last = made
        return UUID(int=made)


def _uuid(bits: int, version: int) -> UUID:
    return UUID(int=bits & ~_VERSION_BITS & ~_VARIANT_BITS | version | _VARIANT)


@attrs.frozen
class SeededRandomSource(RandomSource):
    """Bytes of a stream of random numbers: everybody who knows the seed can predict them."""

    random_numbers: Random

    def secret(self, count: int) -> bytes:
        """Returns so many bytes."""
        return self.random_numbers.randbytes(count)
