"""Reads request bodies. Their form is checked here, their content by the schema of the endpoint."""

import asyncio
from functools import lru_cache

import attrs
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from entrypoints.http.kit.body_forms import BodyForm
from entrypoints.http.kit.decompression import decompress, require_known_coding
from entrypoints.http.kit.media_types import MAX_CHARS, parse_media_type
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
        try:
            if request.content.is_eof():  # most bodies come together with their head
                raw = request.content.read_nowait()
                _check(request, raw, media_type)
            else:
                raw = await self._receive_parts(request, media_type)
        except TimeoutError:
            raise BodyTimeout from None
        except (web.RequestPayloadError, HttpProcessingError, ConnectionError):
            raise MalformedBody from None
        if not raw or self.are_unpacked:
            return raw
        return decompress(raw, _coding(request), MAX_BODY_BYTES)

    async def _receive_parts(self, request: web.Request, media_type: str) -> bytes:
        raw = bytearray()
        async with asyncio.timeout(self.timeout):
            async for chunk in request.content.iter_any():
                raw += chunk
                _check(request, raw, media_type)
        return bytes(raw)


def _check(request: web.Request, begun: bytes | bytearray, media_type: str) -> None:
    """Checks the beginning of a body. Raises ``UnsupportedMediaType``, ``MalformedBody`` or ``BodyTooLarge``."""
    if begun:
        _require(request, media_type)
    if len(begun) > MAX_BODY_BYTES:
        raise BodyTooLarge(MAX_BODY_BYTES)


def _require(request: web.Request, media_type: str) -> None:
    sent, is_utf_8 = _type_and_charset(request.headers.get("Content-Type", "")[: MAX_CHARS + 1])
    if sent != media_type:
        raise UnsupportedMediaType
    require_known_coding(_coding(request))
    if not is_utf_8:
        raise MalformedBody


@lru_cache(maxsize=256)
def _type_and_charset(text: str) -> tuple[str, bool]:
    """Returns the media type, and true if its parameters are well-formed and name UTF-8 or nothing. Remembers the
    headers that came last: 64 KiB in all."""
    sent, parameters = parse_media_type(text)
    return sent, parameters is not None and parameters.get("charset", "utf-8").lower() in UTF_8


def _coding(request: web.Request) -> str:
    return ",".join(request.headers.getall("Content-Encoding", ())).strip().lower()
