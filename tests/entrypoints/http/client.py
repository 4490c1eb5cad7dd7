import asyncio
import json
from typing import Any

import attrs
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient

from tests.support.eventually import TIMEOUT_SECONDS

CUSTOMER = {"X-Source": "customer", "Authorization": "Bearer good-customer"}
ADMIN = {"X-Source": "admin", "Authorization": "Bearer good-admin"}
JSON = {"Content-Type": "application/json"}
LOGIN = {"email": "ada@example.org", "password": "secret"}


@attrs.frozen
class Reply:
    """An answer, read to its end."""

    status: int
    headers: Any
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def code(self) -> str:
        return str(self.json["code"])

    @property
    def faults(self) -> list[tuple[str, str]]:
        return [(fault["field"], fault["code"]) for fault in self.json["errors"]]


@attrs.frozen
class Client:
    """Sends what it is told to, as the signed-in user of the platform that the address names unless told otherwise."""

    raw: TestClient[Any, Any]

    async def send(self, method: str, path: str, headers: Any = None, **options: Any) -> Reply:
        platform = {"customer": CUSTOMER, "admin": ADMIN}.get(path.split("/")[1], {})
        sent = platform if headers is None else headers
        async with self.raw.request(method, path, headers=sent, **options) as response:
            return await _read(response)

    async def post_raw(self, path: str, body: bytes, **headers: str) -> Reply:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.send("POST", path, {**CUSTOMER, "Content-Type": "application/json", **named}, data=body)

    async def speak(self, *parts: bytes) -> bytes:
        """What comes back on a bare connection until it is closed."""
        reader, writer = await asyncio.open_connection(self.raw.host, self.raw.port)
        try:
            for part in parts:
                writer.write(part)
                await writer.drain()
            return await asyncio.wait_for(reader.read(), TIMEOUT_SECONDS)
        finally:
            writer.close()
            await writer.wait_closed()

    async def continue_with(self, head: bytes, body: bytes) -> bytes:
        """What comes back when the body is sent no earlier than the service waits for it (RFC 9110, 100-continue)."""
        reader, writer = await asyncio.open_connection(self.raw.host, self.raw.port)
        try:
            writer.write(head + b"Expect: 100-continue\r\n\r\n")
            await asyncio.wait_for(reader.readuntil(b"100 Continue\r\n\r\n"), TIMEOUT_SECONDS)
            writer.write(body)
            return await asyncio.wait_for(reader.readuntil(b"}"), TIMEOUT_SECONDS)
        finally:
            writer.close()
            await writer.wait_closed()

    async def leave(self, part: bytes) -> None:
        """Says ``part`` and hangs up."""
        _, writer = await asyncio.open_connection(self.raw.host, self.raw.port)
        writer.write(part)
        await writer.drain()
        writer.close()
        await writer.wait_closed()


async def _read(response: ClientResponse) -> Reply:
    return Reply(response.status, response.headers, await response.text())
