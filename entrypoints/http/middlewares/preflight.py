"""Answers CORS preflight requests (Fetch standard)."""

from collections.abc import Collection

from aiohttp import web

from entrypoints.http.middlewares.cors import Cors

_HEADERS = {"Origin", "Access-Control-Request-Method"}


def is_preflight(request: web.Request) -> bool:
    """Returns true if a browser asks whether it may send a request to this path."""
    return request.method == "OPTIONS" and request.headers.keys() >= _HEADERS


def answer_preflight(cors: Cors, request: web.Request, methods: Collection[str]) -> web.Response:
    """Returns the answer for a path that exists and takes ``methods``."""
    allowed = cors.preflight_headers(request.path, request.headers["Origin"], methods)
    return web.Response(status=204, headers=dict(allowed))
