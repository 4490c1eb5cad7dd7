"""Paths without placeholders are found in one step, and lead where aiohttp's resolver would have led."""

from collections.abc import Sequence

import attrs
import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from entrypoints.http.kit.route import Route
from entrypoints.http.middlewares.every_request import Handler
from entrypoints.http.server.direct_routes import DirectRoutes
from tests.entrypoints.http.toy_app.service import Switch, small_service

ID = "018f3c1e-7a2b-7c3d-8e4f-5a6b7c8d9e0f"
METHODS = ("GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS", "BREW")


@attrs.define
class Handlers:
    """Stands for every handler and for the resolver, and answers with nothing."""

    left_to_resolver: list[web.Request] = attrs.field(factory=list)

    async def handle(self, _request: web.Request) -> web.StreamResponse:
        return web.Response()

    async def resolve(self, request: web.Request) -> web.StreamResponse:
        self.left_to_resolver.append(request)
        return web.Response()


@pytest.fixture
def handlers() -> Handlers:
    return Handlers()


@pytest.fixture
def application(handlers: Handlers, monkeypatch: pytest.MonkeyPatch) -> web.Application:
    application = small_service(Switch()).application()
    monkeypatch.setattr(application, "_handle", handlers.resolve)
    monkeypatch.setattr("entrypoints.http.server.direct_routes.Match.handler", property(lambda _match: handlers.handle))
    return application


def sent_paths(routes: Sequence[Route]) -> list[str]:
    """Each path as it is declared, with an escape that means the same, with a slash and a segment more, and one that
    does not exist."""
    plain = {route.path.replace("{id}", ID) for route in routes}
    escaped = {path.replace("e", "%65", 1) for path in plain}
    longer = {f"{path}/{more}" for path in plain for more in ("", "more")}
    return sorted(plain | escaped | longer | {"/nowhere"})


async def test_a_direct_route_is_the_one_that_the_resolver_finds(
    application: web.Application, handlers: Handlers, routes: tuple[Route, ...]
) -> None:
    direct, found = DirectRoutes(application), set()
    for method, path in ((method, path) for path in sent_paths(routes) for method in METHODS):
        request = make_mocked_request(method, path)
        await direct.answer(request)
        if request not in handlers.left_to_resolver:
            expected = await application.router.resolve(request)
            assert request.match_info.route is expected.route, (method, path)
            assert request.match_info.items() == expected.items()
            found.add((method, path))
    assert {(route.method, route.path) for route in routes if not route.parameters} <= found


async def test_a_request_that_expects_something_is_left_to_the_resolver(
    application: web.Application, handlers: Handlers
) -> None:
    request = make_mocked_request("GET", "/customer/me", headers={"Expect": "100-continue"})
    await DirectRoutes(application).answer(request)
    assert handlers.left_to_resolver == [request]


async def test_every_request_is_left_to_the_resolver_where_there_are_middlewares(
    application: web.Application, handlers: Handlers
) -> None:
    @web.middleware
    async def seen(request: web.Request, handler: Handler) -> web.StreamResponse:
        return await handler(request)

    application.middlewares.append(seen)
    request = make_mocked_request("GET", "/customer/me")
    await DirectRoutes(application).answer(request)
    assert handlers.left_to_resolver == [request]
