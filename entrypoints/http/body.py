"""Reading a body: its form is checked here, its content by the schema of the endpoint."""

import asyncio
from typing import Final

import attrs
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from entrypoints.http.decompression import decompress, require_known_coding
from entrypoints.http.json_reader import read_json
from entrypoints.http.protocol_errors import BodyTimeout, BodyTooLarge, MalformedBody, UnsupportedMediaType

MAX_BODY = 64 * 1024
ABSENT: Final = object()
"""No body at all, which is not the same as ``null``."""


@attrs.frozen
class BodyReader:
    """``patience`` is how many seconds a client may take to send a body."""

    patience: float = 20.0

    async def read(self, request: web.Request) -> object:
        """The JSON value that was sent, or ``ABSENT``."""
        raw = await self._receive(request)
        return read_json(decompress(raw, _coding(request), MAX_BODY)) if raw else ABSENT

    async def _receive(self, request: web.Request) -> bytes:
        try:
            async with asyncio.timeout(self.patience):
                return await _bytes(request)
        except TimeoutError:
            raise BodyTimeout from None
        except (web.RequestPayloadError, HttpProcessingError, ConnectionError):
            raise MalformedBody from None


async def _bytes(request: web.Request) -> bytes:
    raw = bytearray()
    async for chunk in request.content.iter_any():
        if not raw:
            _require_json(request)
        raw += chunk
        if len(raw) > MAX_BODY:
            raise BodyTooLarge(MAX_BODY)
    return bytes(raw)


def _require_json(request: web.Request) -> None:
    if request.content_type != "application/json":
        raise UnsupportedMediaType
    require_known_coding(_coding(request))
    if (request.charset or "utf-8").lower() != "utf-8":
        raise MalformedBody


def _coding(request: web.Request) -> str:
    return ",".join(request.headers.getall("Content-Encoding", ())).strip().lower()
