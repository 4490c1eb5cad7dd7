from collections.abc import Iterable

import attrs

from application.ports.password_hasher import PasswordHasher
from domain.accounts.password_policy import PasswordPolicy
from domain.accounts.user import User
from domain.shared_kernel.text import BrokenRule


@attrs.frozen
class PasswordService:
    """Chooses and checks passwords, never inside a unit of work: hashing is slow on purpose."""

    policy: PasswordPolicy
    hasher: PasswordHasher

    async def choose(self, password: str, *, field: str, personal: Iterable[str]) -> str:
        """The hash of a password that the policy lets a person with these names and addresses choose. Raises
        ``ValidationException`` for ``field``."""
        try:
            self.policy.require(password, personal)
        except BrokenRule as broken:
            raise broken.at(field) from None
        return await self.hasher.hash(password)

    async def match(self, user: User | None, password: str, *, decoy: str | None = None) -> bool:
        """Whether this is the user's password; takes as long for nobody: as a hash with the parameters ``decoy``."""
        return await self.hasher.verify(user.password_hash if user else None, password, decoy=decoy)

    async def renewed(self, user: User, password: str) -> str | None:
        """A hash of the same password with the parameters in force, where the stored one has others."""
        if user.password_hash and self.hasher.needs_rehash(user.password_hash):
            return await self.hasher.hash(password)
        return None
