"""A surface is a value: prefix, authentication, form of bodies, form of errors and limits."""

import json
from collections.abc import AsyncIterator

import attrs
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from domain.access.permission import Permission
from domain.access.role import Role
from domain.access.service_permission import ServicePermission
from entrypoints.http.admin.surface import ADMIN
from entrypoints.http.customer.surface import CUSTOMER
from entrypoints.http.kit.endpoint import endpoint
from entrypoints.http.kit.page_route import PageRoute
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.kit.route import get, on_surface
from entrypoints.http.kit.surface import ROOT, Surface, Surfaces
from entrypoints.http.rate_limits.policies import BY_ADDRESS, UNLIMITED
from tests.entrypoints.http.client import Client
from tests.entrypoints.http.conftest import ProblemTestServer
from tests.entrypoints.http.toy_app.partner import PARTNER, TOKEN, Partner, partner_routes
from tests.entrypoints.http.toy_app.schemas import a_user
from tests.entrypoints.http.toy_app.service import Switch, small_service

GOOD = {TOKEN: "good-customer"}
BEARER = {"Authorization": "Bearer good-customer"}


@pytest.fixture(scope="module")
async def with_partner() -> AsyncIterator[Client]:
    """The small service with one more surface."""
    small = small_service(Switch())
    service = attrs.evolve(small, endpoints=[*small.endpoints, *on_surface(PARTNER, *partner_routes(Partner()))])
    client: TestClient[web.Request, None] = TestClient(ProblemTestServer(service))
    async with client:
        yield Client(client)


async def test_a_surface_reads_the_token_in_its_own_way(with_partner: Client) -> None:
    reply = await with_partner.send("GET", "/partner/me", GOOD)
    assert (reply.status, reply.json) == (200, {"user_id": str(a_user().pk)})
    refused = await with_partner.send("GET", "/partner/me", BEARER)
    assert (refused.status, refused.json) == (401, {"error": "authentication_required"})


async def test_the_token_of_one_surface_means_nothing_to_another(with_partner: Client) -> None:
    refused = await with_partner.send("GET", "/customer/me", {"X-Source": "customer", **GOOD})
    assert (refused.status, refused.code) == (401, "authentication_required")


async def test_a_surface_decodes_bodies_in_its_own_form(with_partner: Client) -> None:
    reply = await with_partner.send("POST", "/partner/greetings", GOOD, data={"word": "hello"})
    assert (reply.status, reply.json) == (200, {"word": "hello"})
    refused = await with_partner.send("POST", "/partner/greetings", GOOD, json={"word": "hello"})
    assert (refused.status, refused.json) == (415, {"error": "unsupported_media_type"})


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/partner/nowhere", 404, "not_found"),
        ("DELETE", "/partner/me", 405, "method_not_allowed"),
        ("GET", "/partner/faults", 500, "internal_error"),
        ("GET", "/partner/me?depth=1", 422, "validation_failed"),
    ],
)
async def test_every_error_below_a_surface_has_its_form(
    with_partner: Client, method: str, path: str, status: int, code: str
) -> None:
    reply = await with_partner.send(method, path, GOOD)
    assert (reply.status, reply.json) == (status, {"error": code})


async def test_an_error_beside_the_surface_is_a_problem_document(with_partner: Client) -> None:
    for path in ("/partners", "/nowhere", "/customer/nowhere"):
        reply = await with_partner.send("GET", path)
        assert (reply.status, reply.headers["Content-Type"]) == (404, "application/problem+json")


async def test_only_surfaces_that_require_it_ask_for_the_source(with_partner: Client) -> None:
    assert (await with_partner.send("GET", "/partner/me", GOOD)).status == 200
    assert (await with_partner.send("GET", "/customer/me", BEARER)).code == "invalid_source"


async def test_the_description_of_the_api_has_a_surface_as_it_is(with_partner: Client) -> None:
    document = json.loads((await with_partner.send("GET", "/openapi.json")).text)
    greeting = document["paths"]["/partner/greetings"]["post"]
    assert list(greeting["requestBody"]["content"]) == ["application/x-www-form-urlencoded"]
    assert "429" not in greeting["responses"]
    assert {"name": "partner me", "description": "What is under `/partner/me`, for partners"} in document["tags"]
    sources = [parameter for parameter in greeting["parameters"] if parameter["$ref"].endswith("Source")]
    assert sources == []


def test_a_permission_is_refused_where_no_staff_are() -> None:
    @attrs.frozen
    class Handler:
        @endpoint(operation_id="get_x", summary="X", requires=ServicePermission.USERS_READ)
        async def x(self, request: EndpointRequest[None]) -> EndpointResponse:
            return EndpointResponse()

    service = attrs.evolve(small_service(Switch()), endpoints=on_surface(PARTNER, get("/x", Handler().x)))
    with pytest.raises(TypeError, match="/partner/x requires a permission"):
        service.application()


class BoxPermission(Permission):
    OPEN = "boxes.open", Role.SUPPORT


def test_a_permission_that_no_domain_declares_is_refused_with_the_place_to_declare_it() -> None:
    @attrs.frozen
    class Handler:
        @endpoint(operation_id="open_x", summary="X", requires=BoxPermission.OPEN)
        async def x(self, request: EndpointRequest[None]) -> EndpointResponse:
            return EndpointResponse()

    service = attrs.evolve(small_service(Switch()), endpoints=on_surface(ADMIN, get("/x", Handler().x)))
    with pytest.raises(TypeError, match=r"/admin/x requires the permission boxes\.open.* name BoxPermission in"):
        service.application()
    attrs.evolve(service, permissions=[*BoxPermission]).application()


def test_two_surfaces_with_one_prefix_are_refused() -> None:
    async def handle(_request: web.Request) -> web.Response:
        return web.Response()

    other = PageRoute(local_path="/x", handle=handle, surface=Surface(prefix="/customer"))
    with pytest.raises(TypeError, match="two surfaces have the prefix '/customer'"):
        attrs.evolve(small_service(Switch()), pages=[other]).runner()


def test_a_page_has_the_limits_of_its_surface_unless_it_has_its_own() -> None:
    async def handle(_request: web.Request) -> web.Response:
        return web.Response()

    usual = PageRoute(local_path="/x", handle=handle, surface=PARTNER)
    assert usual.rate_limits == UNLIMITED
    assert attrs.evolve(usual, limited=BY_ADDRESS).rate_limits == BY_ADDRESS
    assert PageRoute(local_path="/x", handle=handle).rate_limits == BY_ADDRESS


@pytest.mark.parametrize("prefix", ["/", "partner", "/partner/", "/partner/v1"])
def test_a_prefix_is_one_segment(prefix: str) -> None:
    with pytest.raises(ValueError, match="one segment"):
        Surface(prefix=prefix)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/customer", CUSTOMER),
        ("/customer/me", CUSTOMER),
        ("/customers", ROOT),
        ("/partner/x", PARTNER),
        ("/", ROOT),
        ("", ROOT),
        ("*", ROOT),
    ],
)
def test_the_first_segment_of_a_path_names_its_surface(path: str, found: Surface) -> None:
    assert Surfaces([CUSTOMER, PARTNER]).find(path) == found
