import attrs

from application.ports.password_hasher import PasswordHasher


@attrs.frozen(eq=False, repr=False)
class MigratingPasswordHasher(PasswordHasher):
    """Hashes by ``current``. Hashes that begin with ``former_prefix`` are verified by ``former``, and count as made
    with other parameters, so that they are made anew when their person signs in."""

    current: PasswordHasher
    former: PasswordHasher
    former_prefix: str

    async def hash(self, password: str) -> str:
        return await self.current.hash(password)

    async def verify(self, password_hash: str | None, password: str, *, decoy: str | None = None) -> bool:
        return await self._of(password_hash or decoy).verify(password_hash, password, decoy=decoy)

    def needs_rehash(self, password_hash: str) -> bool:
        return self._is_former(password_hash) or self.current.needs_rehash(password_hash)

    def parameters(self, password_hash: str | None) -> str:
        return self._of(password_hash).parameters(password_hash)

    def _of(self, text: str | None) -> PasswordHasher:
        return self.former if self._is_former(text) else self.current

    def _is_former(self, text: str | None) -> bool:
        return (text or "").startswith(self.former_prefix)
