"""A parser of HTTP responses that reads no more than the status, the length and the body."""

import re
from typing import NamedTuple

_END_OF_HEAD = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\n[Cc]ontent-[Ll]ength: *(\d+) *\r\n")
_STATUS = slice(9, 12)  # behind "HTTP/1.1 "
_STATUSES_WITHOUT_BODY = {204, 304}


class MalformedResponse(Exception):
    """The response has no status, or its length is not declared."""


class Response(NamedTuple):
    """A whole response."""

    status: int
    body: bytes


def parse_response(data: bytes) -> Response | None:
    """Returns the response that ``data`` begins with, or ``None`` while a part of it is missing."""
    head = data.find(_END_OF_HEAD)
    if head < 0:
        return None
    body = head + len(_END_OF_HEAD)
    length = _LENGTH.search(data, 0, head + 2)
    status = _status(data)
    if length is None:
        if status not in _STATUSES_WITHOUT_BODY:
            raise MalformedResponse("no Content-Length")
        return Response(status, b"")
    end = body + int(length[1])
    return Response(status, data[body:end]) if len(data) >= end else None


def _status(data: bytes) -> int:
    try:
        return int(data[_STATUS])
    except ValueError:
        raise MalformedResponse("no status") from None
