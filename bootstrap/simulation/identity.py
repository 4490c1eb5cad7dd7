"""Ids and secrets that a seed decides."""

from random import Random
from uuid import UUID

import attrs

from application.ports.clock import Clock
from application.ports.id_factory import IdFactory
from application.ports.random_source import RandomSource

_VERSION_7, _VARIANT = 0x7 << 76, 0b10 << 62
_FIXED_BITS = 0xF << 76 | 0b11 << 62


@attrs.define
class SeededIds(IdFactory):
    """UUIDs (RFC 9562) of a stream of random numbers. Ordered ones increase, also while the time stands still."""

    random_numbers: Random
    clock: Clock
    _last: int = attrs.field(default=0, init=False)

    def random(self) -> UUID:
        """Returns a UUID of version 4."""
        return UUID(int=self.random_numbers.getrandbits(128), version=4)

    def ordered(self) -> UUID:
        """Returns a UUID of version 7."""
        milliseconds = int(self.clock.now().timestamp() * 1000)
        bits = milliseconds << 80 | self.random_numbers.getrandbits(80)
        self._last = max(bits & ~_FIXED_BITS | _VERSION_7 | _VARIANT, self._last + 1)
        return UUID(int=self._last)


@attrs.frozen
class SeededRandomSource(RandomSource):
    """Bytes of a stream of random numbers: everybody who knows the seed can predict them."""

    random_numbers: Random

    def secret(self, count: int) -> bytes:
        """Returns so many bytes."""
        return self.random_numbers.randbytes(count)
