"""A PostgreSQL and a Valkey of the run, started when the first target needs them."""

from functools import cached_property
from itertools import count

import attrs
from sqlalchemy import make_url

from tests.benchmarks.seeding.postgresql import connection_to
from tests.support.servers import postgresql, valkey
from tests.support.servers.ports import free_port
from tests.support.servers.processes import short_folder

DURABLE = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "autovacuum": "on",
    "shared_buffers": "256MB",
    "max_connections": "100",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "1h",  # none in the middle of a measurement
}
"""The settings of PostgreSQL, where those for tests would be too quick or too small."""


@attrs.frozen
class Running:
    """A server of databases."""

    url: str
    pid: int


class Databases:
    """Hands out databases that nobody else uses."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._redis_numbers = count()

    @cached_property
    def postgresql(self) -> Running:
        """A PostgreSQL with the usual durability."""
        cluster = postgresql.new_cluster()
        return Running(cluster.url, cluster.start(**DURABLE).pid)

    @cached_property
    def valkey(self) -> Running:
        """A Valkey that keeps everything in memory."""
        port = free_port()
        process = valkey.start_at(short_folder(), port, "--databases", "64")
        return Running(f"redis://127.0.0.1:{port}", process.pid)

    @property
    def pids(self) -> tuple[int, int]:
        """The processes of both servers."""
        return self.postgresql.pid, self.valkey.pid

    async def new_postgresql(self) -> str:
        """Returns the URL of an empty database."""
        name = f"benchmark_{next(self._numbers)}"
        async with connection_to(self.postgresql.url) as connection:
            await connection.execute(f"CREATE DATABASE {name}")
        return make_url(self.postgresql.url).set(database=name).render_as_string(hide_password=False)

    def new_redis(self) -> str:
        """Returns the URL of an empty database."""
        return f"{self.valkey.url}/{next(self._redis_numbers)}"
