"""Reads request bodies. Their form is checked here, their content by the schema of the endpoint."""

import asyncio

import attrs
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from entrypoints.http.kit.body_forms import BodyForm
from entrypoints.http.kit.decompression import decompress, require_known_coding
from entrypoints.http.kit.media_types import parse_media_type
from entrypoints.http.kit.protocol_errors import BodyTimeout, BodyTooLarge, MalformedBody, UnsupportedMediaType
from entrypoints.schemas.validation import ABSENT

MAX_BODY_BYTES = 64 * 1024
UTF_8 = frozenset({"utf-8", "utf8"})
"""The second is not a registered charset (RFC 9110, 8.3.2), but many clients send it."""


@attrs.frozen(eq=False, repr=False)
class BodyReader:
    """Reads bodies of at most ``MAX_BODY_BYTES``; ``timeout`` is how many seconds a client may take to send one.
    ``are_unpacked``: the server has unpacked compressed bodies already."""

    timeout: float = 10.0
    are_unpacked: bool = False

    async def read(self, request: web.Request, form: BodyForm) -> object:
        """Returns the decoded body, or ``ABSENT`` if there is no body. Raises ``UnsupportedMediaType``,
        ``BodyTooLarge``, ``BodyTimeout`` or ``MalformedBody``."""
        raw = await self._receive(request, form.media_type)
        return form.decode(raw) if raw else ABSENT

    async def _receive(self, request: web.Request, media_type: str) -> bytes:
        raw = bytearray()
        try:
            if request.content.is_eof():  # most bodies come together with their head
                _append(raw, request.content.read_nowait(), request, media_type)
            else:
                async with asyncio.timeout(self.timeout):
                    async for chunk in request.content.iter_any():
                        _append(raw, chunk, request, media_type)
        except TimeoutError:
            raise BodyTimeout from None
        except (web.RequestPayloadError, HttpProcessingError, ConnectionError):
            raise MalformedBody from None
        if not raw or self.are_unpacked:
            return bytes(raw)
        return decompress(bytes(raw), _coding(request), MAX_BODY_BYTES)


def _append(raw: bytearray, chunk: bytes, request: web.Request, media_type: str) -> None:
    """Appends a part of the body. Raises ``UnsupportedMediaType``, ``MalformedBody`` or ``BodyTooLarge``."""
    if chunk and not raw:
        _require(request, media_type)
    raw += chunk
    if len(raw) > MAX_BODY_BYTES:
        raise BodyTooLarge(MAX_BODY_BYTES)


def _require(request: web.Request, media_type: str) -> None:
    sent, parameters = parse_media_type(request.headers.get("Content-Type", ""))
    if sent != media_type:
        raise UnsupportedMediaType
    require_known_coding(_coding(request))
    if parameters is None or parameters.get("charset", "utf-8").lower() not in UTF_8:
        raise MalformedBody


def _coding(request: web.Request) -> str:
    return ",".join(request.headers.getall("Content-Encoding", ())).strip().lower()
