"""A password hasher that costs nothing."""

import asyncio
from hashlib import sha256

from application.ports.password_hasher import PasswordHasher

_PREFIX = "$simulated$"


class SimulatedPasswordHasher(PasswordHasher):
    """A hash without salt and cost, for simulations alone: thousands of logins in a second, the same in each run."""

    async def hash(self, password: str) -> str:
        """Returns the hash."""
        await asyncio.sleep(0)
        return f"{_PREFIX}{sha256(password.encode()).hexdigest()}"

    async def verify(self, password_hash: str | None, password: str, *, decoy: str | None = None) -> bool:
        """Compares the hashes."""
        return await self.hash(password) == password_hash

    def needs_rehash(self, password_hash: str) -> bool:
        """Returns false: there is one set of parameters."""
        return False

    def parameters(self, password_hash: str | None) -> str:
        """Returns the one beginning of all hashes."""
        return _PREFIX
