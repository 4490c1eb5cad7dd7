"""An aiohttp service of somebody else, with the accounts mounted in it."""

import socket

from aiohttp import web
from aiohttp.typedefs import Handler

from bootstrap.embedding import mount


@web.middleware
async def by_the_host(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A middleware of the host, which is around everything."""
    response: web.StreamResponse = await handler(request)
    response.headers["X-Host"] = "shop"
    return response


async def shelf(_request: web.Request) -> web.Response:
    """The page of the host."""
    return web.Response(text="a shelf")


def shop() -> web.Application:
    """The host."""
    application = web.Application(middlewares=[by_the_host])
    application.router.add_get("/shelf", shelf)
    mount(application)
    return application


if __name__ == "__main__":
    listener = socket.create_server(("127.0.0.1", 0))
    print(f"listens on http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    web.run_app(shop(), sock=listener, print=None)
