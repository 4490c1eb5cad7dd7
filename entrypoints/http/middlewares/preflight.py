import attrs
from aiohttp import web
from aiohttp.typedefs import Handler

from entrypoints.http.middlewares.cors import Cors


@web.middleware
@attrs.frozen
class PreflightMiddleware:
    """Answers CORS preflight requests (Fetch standard)."""

    cors: Cors

    async def __call__(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answers a preflight request of a path that exists; passes on every other request."""
        if request.method != "OPTIONS" or not {"Origin", "Access-Control-Request-Method"} <= request.headers.keys():
            return await handler(request)
        unrouted = request.match_info.http_exception
        if not isinstance(unrouted, web.HTTPMethodNotAllowed):
            return await handler(request)
        allowed = self.cors.preflight_headers(request.path, request.headers["Origin"], unrouted.allowed_methods)
        return web.Response(status=204, headers=dict(allowed))
