"""The servers that a deployment stands on, with a proxy before each that a case asks for."""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from urllib.parse import urlsplit

import attrs
from sqlalchemy import make_url

from tests.faults.case import REDIS, SQLITE
from tests.support.mail_servers import Box, mail_server
from tests.support.servers.killable import LOGGED, KillableServer, killable_postgresql, killable_valkey
from tests.support.servers.postgresql import by_way_of
from tests.support.servers.proxy import Proxy, Streams, proxy_to

DATABASE, SESSIONS, BROKER, MAIL = "database", "sessions", "broker", "mail"
"""What may have a proxy before it."""
CONNECTIONS = "150"


@attrs.define(eq=False)
class Stores:
    """``settings`` are the URLs of what there is."""

    box: Box = attrs.field(factory=Box)
    database: KillableServer | None = None
    sessions: KillableServer | None = None
    broker: KillableServer | None = None
    proxies: dict[str, Proxy] = attrs.field(factory=dict)
    settings: dict[str, str] = attrs.field(factory=dict)


@asynccontextmanager
async def running_stores(
    storage: str,
    *,
    broker: bool,
    through: Collection[str],
    max_connections: str = CONNECTIONS,
    database: KillableServer | None = None,
    sessions_log: Sequence[str] = LOGGED,
) -> AsyncIterator[Stores]:
    """Starts what a storage needs, at once."""
    stores = Stores()
    async with AsyncExitStack() as stack:
        port = await stack.enter_async_context(mail_server(stores.box))
        if storage != SQLITE:
            if database is None:
                database = await asyncio.to_thread(killable_postgresql, max_connections=max_connections)
            stores.database = _stopped_with(stack, database)
            stores.settings["DATABASE_URL"] = stores.database.url
        if storage == REDIS:
            stores.sessions = _stopped_with(stack, await asyncio.to_thread(killable_valkey, log=sessions_log))
            stores.settings["TOKEN_STORE_URL"] = stores.sessions.url
        if broker:
            stores.broker = _stopped_with(stack, await asyncio.to_thread(killable_valkey, 1))
            stores.settings["BROKER_URL"] = stores.broker.url
        stores.settings["MAIL_URL"] = f"smtp://127.0.0.1:{port}"
        for name in through:
            await _put_between(name, stores, stack)
        yield stores


def _stopped_with(stack: AsyncExitStack, server: KillableServer) -> KillableServer:
    stack.push_async_callback(asyncio.to_thread, server.stop)
    return server


SETTINGS = {DATABASE: "DATABASE_URL", SESSIONS: "TOKEN_STORE_URL", BROKER: "BROKER_URL", MAIL: "MAIL_URL"}


async def _put_between(name: str, stores: Stores, stack: AsyncExitStack) -> None:
    setting = SETTINGS[name]
    if setting not in stores.settings:
        return
    url = stores.settings[setting]
    proxy = stores.proxies[name] = await stack.enter_async_context(proxy_to(lambda: connect(url)))
    parts = urlsplit(url)
    stores.settings[setting] = (
        by_way_of(proxy.port, url) if name == DATABASE else parts._replace(netloc=f"127.0.0.1:{proxy.port}").geturl()
    )


async def connect(url: str) -> Streams:
    """A connection to the server of a URL."""
    parts = make_url(url)
    if folder := parts.query.get("host"):
        return await asyncio.open_unix_connection(f"{folder}/.s.PGSQL.{parts.port or 5432}")
    return await asyncio.open_connection(parts.host, parts.port)
