from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.contracts.conformance import Place, password_hasher


@password_hasher("argon2")
@asynccontextmanager
async def argon2(_folder: Path) -> AsyncIterator[Place]:
    yield Place("argon2")
