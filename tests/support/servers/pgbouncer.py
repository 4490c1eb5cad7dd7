"""A PgBouncer in front of PostgreSQL, where this machine has one."""

import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

import pytest
from sqlalchemy import make_url

from tests.support.servers.ports import free_port
from tests.support.servers.processes import as_nobody, short_folder, start

_SETTINGS = """
[databases]
{database} = host={host} port={port} user={user} {password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {listening}
unix_socket_dir =
auth_type = any
auth_file = {folder}/users
pool_mode = {mode}
default_pool_size = {size}
"""
DEFAULT_SIZE = 20
needs_pgbouncer = pytest.mark.skipif(shutil.which("pgbouncer") is None, reason="there is no pgbouncer on this machine")


@asynccontextmanager
async def pgbouncer_to(url: str, mode: str, *, size: int = DEFAULT_SIZE) -> AsyncIterator[str]:
    """The URL of the same database by way of it. It has at most ``size`` connections to the server."""
    process, pooled = _start(url, mode, size)
    try:
        yield pooled
    finally:
        process.terminate()
        process.wait()


@cache
def lasting_pgbouncer_to(url: str, mode: str, size: int) -> str:
    """The same, for as long as this process lives."""
    return _start(url, mode, size)[1]


def _start(url: str, mode: str, size: int) -> "tuple[subprocess.Popen[bytes], str]":
    behind, folder, listening = make_url(url), short_folder(), free_port()
    settings = _SETTINGS.format(
        database=behind.database,
        host=behind.query.get("host") or behind.host,
        port=behind.port or 5432,
        user=behind.username,
        password=f"password={behind.password}" if behind.password else "",
        listening=listening,
        folder=folder,
        mode=mode,
        size=size,
    )
    (folder / "users").write_text(f'"{behind.username}" ""\n')
    (folder / "settings").write_text(settings)
    folder.chmod(0o755)  # it does not run as root
    program, log = shutil.which("pgbouncer"), folder / "log"
    process = start([program, folder / "settings"], log, lambda: b"process up" in log.read_bytes(), **as_nobody())
    pooled = behind.set(host="127.0.0.1", port=listening, query={"ssl": "disable"})
    return process, pooled.render_as_string(hide_password=False)
