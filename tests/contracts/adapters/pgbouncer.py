"""PostgreSQL behind PgBouncer, with ``pool_mode = transaction``: before a change lands, where the machine has one."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.contracts.adapters.postgresql import away_at
from tests.contracts.conformance import OpenedStorage, Place, storage, token_store
from tests.contracts.databases import postgresql_database, storage_in
from tests.support.doses import ON_CI
from tests.support.servers.pgbouncer import lasting_pgbouncer_to
from tests.support.servers.postgresql import emptied_url

SERVER_CONNECTIONS = 3
"""Fewer than the service has connections, so that each of them meets what another has left."""

if shutil.which("pgbouncer") and ON_CI:

    async def _url() -> str:
        """The URL of a database of its own, as PgBouncer keeps its connections, and other tests count theirs."""
        return lasting_pgbouncer_to(await emptied_url(of="pgbouncer"), "transaction", SERVER_CONNECTIONS)

    @storage("postgresql behind pgbouncer")
    @asynccontextmanager
    async def postgresql(_folder: Path) -> AsyncIterator[OpenedStorage]:
        url = await _url()
        async with postgresql_database(url=url) as database:
            yield storage_in(database, Place(url, away=away_at(9), silent=away_at))

    @token_store("database behind pgbouncer")
    @asynccontextmanager
    async def sessions(_folder: Path) -> AsyncIterator[Place]:
        url = await _url()
        async with postgresql_database(url=url):
            yield Place(url, away=away_at(9), silent=away_at, in_database=True)
