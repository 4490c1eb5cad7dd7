import asyncio
import hmac
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta

import attrs

from application.ports.clock import Clock
from application.ports.password_hasher import PasswordHasher
from application.ports.unit_of_work import ReadWork
from domain.accounts.email_address import EmailAddress
from domain.accounts.user import User
from domain.shared_kernel.errors import ServiceUnavailableException
from domain.shared_kernel.filters import FilterOf
from domain.shared_kernel.text import casefolded

MAX_COUNT_AGE = timedelta(minutes=10)
"""The age at which stored hashes are counted again; only logins after a change of parameters alter the counts."""
_MAX_HASH_KINDS = 8


@attrs.define
class Decoys:
    """Chooses the parameters of the decoy hash for addresses without an account. After a change of hash parameters, old
    accounts keep theirs until their owners log in; so the same share of unknown addresses is answered with the old
    parameters, each address always with the same, until the last account has the new ones."""

    read: ReadWork
    hasher: PasswordHasher
    clock: Clock
    key: bytes = attrs.field(repr=False)
    _shares: Mapping[str, int] = attrs.field(factory=dict, init=False)
    _counted_at: datetime | None = attrs.field(default=None, init=False)
    _counting: asyncio.Lock = attrs.field(factory=asyncio.Lock, init=False)

    async def parameters_for(self, email: EmailAddress) -> str:
        """Returns the parameters for an address. To be called for every address: one caller counts stored hashes, which
        takes a while; the others use the previous counts, if there are any."""
        if self._is_stale() and (self._counted_at is None or not self._counting.locked()):
            async with self._counting:
                if self._is_stale():
                    await self._count()
        position = int.from_bytes(hmac.digest(self.key, casefolded(email).encode(), "sha256")[:8], "big")
        return self._at(position / 2**64)

    def _is_stale(self) -> bool:
        return self._counted_at is None or self.clock.now() - self._counted_at >= MAX_COUNT_AGE

    def _at(self, place: float) -> str:
        """Sorts the current parameters first: an address changes to them once, as an account does, and never back."""
        in_force = self.hasher.parameters(None)
        left = place * sum(self._shares.values())
        for parameters in sorted(self._shares, key=lambda each: (each != in_force, each)):
            left -= self._shares[parameters]
            if left < 0:
                return parameters
        return in_force

    async def _count(self) -> None:
        """Keeps the previous counts if the storage cannot answer."""
        now = self.clock.now()
        with suppress(ServiceUnavailableException):
            self._shares = await self._stored()
        self._counted_at = now

    async def _stored(self) -> Mapping[str, int]:
        """Returns the number of stored hashes by their parameters."""
        shares: dict[str, int] = {}
        has_hash: FilterOf[User] = ~User.password_hash.is_none()
        others = has_hash
        async with self.read() as work:
            for _kind in range(_MAX_HASH_KINDS):
                user = await work.users.select_one(others)
                if user is None or user.password_hash is None:
                    break
                parameters = self.hasher.parameters(user.password_hash)
                is_readable = user.password_hash.startswith(parameters)
                alike = User.password_hash.starts_with(parameters if is_readable else user.password_hash)
                shares[parameters] = shares.get(parameters, 0) + await work.users.count(has_hash & alike)
                others &= ~alike
        return shares
