"""Creates the tables: ``python -m tests.benchmarks.peers.fastapi_shape.create_tables``."""

import asyncio

from tests.benchmarks.peers.fastapi_shape.models import Base, engine


async def create_tables() -> None:
    """Creates the tables that are missing."""
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(create_tables())
