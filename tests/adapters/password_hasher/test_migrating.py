from collections.abc import Iterator

import attrs
import pytest

from adapters.password_hasher.argon2 import Argon2PasswordHasher
from adapters.password_hasher.migrating import MigratingPasswordHasher
from application.ports.password_hasher import PasswordHasher

PASSWORD = "nine stone bridges"


@attrs.frozen
class PlainHasher(PasswordHasher):
    """A hash is the password, with a prefix."""

    decoys: list[str | None] = attrs.field(factory=list)

    async def hash(self, password: str) -> str:
        return f"$plain${password}"

    async def verify(self, password_hash: str | None, password: str, *, decoy: str | None = None) -> bool:
        self.decoys.append(decoy)
        return password_hash == f"$plain${password}"

    def needs_rehash(self, password_hash: str) -> bool:
        return not password_hash.startswith("$plain$")

    def parameters(self, password_hash: str | None) -> str:
        return "$plain$"


@pytest.fixture
def former() -> Iterator[Argon2PasswordHasher]:
    hasher = Argon2PasswordHasher(memory_kib=8, time_cost=1, workers=1)
    yield hasher
    hasher.close()


@pytest.fixture
def current() -> PlainHasher:
    return PlainHasher()


@pytest.fixture
def hasher(current: PlainHasher, former: Argon2PasswordHasher) -> MigratingPasswordHasher:
    return MigratingPasswordHasher(current, former, "$argon2")


async def test_passwords_are_hashed_by_the_current_hasher(hasher: MigratingPasswordHasher) -> None:
    assert await hasher.hash(PASSWORD) == f"$plain${PASSWORD}"
    assert await hasher.verify(f"$plain${PASSWORD}", PASSWORD)
    assert not hasher.needs_rehash(f"$plain${PASSWORD}")
    assert hasher.parameters(None) == "$plain$"


async def test_earlier_hashes_are_verified_by_the_former_one_and_made_anew(
    hasher: MigratingPasswordHasher, former: Argon2PasswordHasher
) -> None:
    earlier = await former.hash(PASSWORD)
    assert await hasher.verify(earlier, PASSWORD)
    assert not await hasher.verify(earlier, "another one")
    assert hasher.needs_rehash(earlier)
    assert hasher.parameters(earlier) == "$argon2id$v=19$m=8,t=1,p=1$"


async def test_a_decoy_costs_what_a_hash_of_its_kind_does(
    hasher: MigratingPasswordHasher, current: PlainHasher
) -> None:
    assert not await hasher.verify(None, PASSWORD, decoy="$argon2id$v=19$m=8,t=1,p=1$")
    assert current.decoys == []
    assert not await hasher.verify(None, PASSWORD, decoy="$plain$")
    assert not await hasher.verify(None, PASSWORD)
    assert current.decoys == ["$plain$", None]
