"""Answers that are complete in memory: their head and body are written with one call and without a coroutine, where
aiohttp takes six for answers of any kind."""

from typing import Final

from aiohttp import HttpVersion11, hdrs, web
from aiohttp.helpers import must_be_empty_body, rfc822_formatted_time
from aiohttp.http_writer import _serialize_headers

MAX_BYTES: Final = 16 * 1024
"""Longer bodies are left to aiohttp."""


def whole_body(request: web.BaseRequest, answer: web.StreamResponse) -> bytes | None:
    """Returns the body of an answer that is complete; ``None`` if it is of another kind or was begun already."""
    if type(answer) is not web.Response or answer.prepared:
        return None
    body = answer.body
    if not isinstance(body, bytes) or not 0 < len(body) <= MAX_BYTES:
        return None
    is_unusual = answer.chunked or answer.compression or answer._cookies or hdrs.CONTENT_LENGTH in answer.headers
    if is_unusual or request.version != HttpVersion11 or must_be_empty_body(request.method, answer.status):
        return None
    return body


def complete_head(request: web.BaseRequest, answer: web.StreamResponse, body: bytes) -> None:
    """Adds the headers that depend on the body, the time and the connection, as aiohttp does."""
    headers = answer.headers
    headers[hdrs.CONTENT_LENGTH] = str(len(body))
    headers.setdefault(hdrs.CONTENT_TYPE, "application/octet-stream")
    if hdrs.DATE not in headers:
        headers[hdrs.DATE] = rfc822_formatted_time()
    if answer._keep_alive is None:
        answer._keep_alive = request.keep_alive
    if not answer._keep_alive:
        headers.setdefault(hdrs.CONNECTION, "close")


def bytes_of(answer: web.StreamResponse, body: bytes) -> bytes:
    """Returns the whole answer, which counts as sent from now on."""
    answer._eof_sent = True
    return _serialize_headers(f"HTTP/1.1 {answer.status} {answer.reason}", answer.headers) + body
