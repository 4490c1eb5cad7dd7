from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestClient
from dependency_injector import providers

from bootstrap.containers.container import Container
from bootstrap.domains.core import Core
from bootstrap.domains.domain import Domain, Parts
from bootstrap.domains.found import found_domains
from bootstrap.lifecycle import running
from entrypoints.http.kit.page_route import PageRoute
from tests.entrypoints.http.conftest import ProblemTestServer
from tests.entrypoints.http.toy_app.partner import PARTNER, Partner, partner_routes
from tests.support.app_harness import settings_for


async def welcome(_request: web.Request) -> web.Response:
    return web.Response(text="<p>Welcome", content_type="text/html")


def _parts(_core: Core) -> Parts:
    page = PageRoute(surface=PARTNER, local_path="/welcome", handle=welcome)
    return Parts(endpoints={PARTNER: partner_routes(Partner())}, pages=[page])


PARTNERS = Domain(name="partners", parts=_parts)


async def test_a_domain_can_bring_a_surface_of_its_own_with_endpoints_and_pages(tmp_path: Path) -> None:
    container = Container(settings=settings_for("memory", tmp_path))
    container.domains.override(providers.Object([*found_domains(), PARTNERS]))
    client: TestClient[web.Request, None] = TestClient(ProblemTestServer(container.web().entrypoint))
    async with running(container), client:
        refused = await client.get("/partner/me")
        assert (refused.status, await refused.json()) == (401, {"error": "authentication_required"})
        assert await (await client.get("/partner/welcome")).text() == "<p>Welcome"
        assert (await client.get("/health/live")).status == 200
