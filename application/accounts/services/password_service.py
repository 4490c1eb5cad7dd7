from collections.abc import Iterable

import attrs

from application.ports.password_hasher import PasswordHasher
from domain.accounts.password_policy import PasswordPolicy
from domain.accounts.user import User
from domain.shared_kernel.text import BrokenRule


@attrs.frozen(eq=False, repr=False)
class PasswordService:
    """Chooses and checks passwords; never to be called inside a unit of work, as hashing is slow on purpose."""

    policy: PasswordPolicy
    hasher: PasswordHasher

    async def choose(self, password: str, *, field: str, personal: Iterable[str]) -> str:
        """Returns the hash of a new password for a person with these names and addresses. Raises
        ``ValidationException`` for ``field`` if the policy refuses it."""
        try:
            self.policy.require(password, personal)
        except BrokenRule as broken:
            raise broken.at(field) from None
        return await self.hasher.hash(password)

    async def match(self, user: User | None, password: str, *, decoy: str | None = None) -> bool:
        """Returns whether this is the user's password. Without a user it takes as long as a hash with the parameters
        ``decoy``."""
        return await self.hasher.verify(user.password_hash if user else None, password, decoy=decoy)

    async def rehash_if_outdated(self, user: User, password: str) -> str | None:
        """Returns a hash of the same password with the current parameters, or ``None`` if the stored one has them."""
        if user.password_hash and self.hasher.needs_rehash(user.password_hash):
            return await self.hasher.hash(password)
        return None
