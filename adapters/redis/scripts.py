"""Runs scripts in Redis by their hashes."""

from collections.abc import Sequence
from enum import Enum
from functools import cache
from hashlib import sha1
from typing import Any

from redis.exceptions import NoScriptError

from adapters.redis.connections import CheckedConnectionPool, send


async def evaluate(
    pool: CheckedConnectionPool, script: Enum, keys: Sequence[str], arguments: Sequence[str | int]
) -> Any:
    """Runs a script, whose text is the value of ``script``, by its hash, or by its text if Redis does not know it yet.
    The connection is used directly, as the client's own way costs twice as much; one that fails closes itself."""
    connection = await pool.take()
    try:
        try:
            await send(connection, "EVALSHA", _sha(script), len(keys), *keys, *arguments)
            return await connection.read_response()
        except NoScriptError:
            await send(connection, "EVAL", script.value, len(keys), *keys, *arguments)
            return await connection.read_response()
    finally:
        await pool.release(connection)


@cache
def _sha(script: Enum) -> str:
    """Returns the hash by which Redis knows a script."""
    return sha1(script.value.encode(), usedforsecurity=False).hexdigest()
