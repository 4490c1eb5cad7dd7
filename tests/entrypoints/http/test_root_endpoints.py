"""What machines ask."""

import json
from typing import Any

import attrs
import jsonschema  # type: ignore[import-untyped]  # it has no types
import pytest
from aiohttp.test_utils import TestClient, TestServer
from openapi_spec_validator import validate

from entrypoints.http.kit.route import Route
from entrypoints.http.kit.statuses import status_of
from tests.entrypoints.http.client import LOGIN, Client
from tests.entrypoints.http.toy_app.service import Switch, small_service
from tests.support.references import resolved


async def test_a_running_process_is_alive(http: Client) -> None:
    reply = await http.send("GET", "/health/live")
    assert (reply.status, reply.json) == (200, {"status": "ok"})


async def test_readiness_is_a_bare_status(http: Client, ready: Switch) -> None:
    up = await http.send("GET", "/health/ready")
    ready.on = False
    down = await http.send("GET", "/health/ready")
    ready.on = True
    assert [(reply.status, reply.text) for reply in (up, down)] == [(200, ""), (503, "")]
    assert "Retry-After" in down.headers


async def test_symmetric_keys_are_not_published(http: Client) -> None:
    reply = await http.send("GET", "/.well-known/jwks.json")
    assert (reply.status, reply.json) == (200, {"keys": []})


@pytest.fixture(scope="module")
async def document(
    http: Client,
) -> dict[str, Any]:
    reply = await http.send("GET", "/openapi.json")
    assert reply.headers["Content-Type"] == "application/json"
    described: dict[str, Any] = reply.json
    return described


async def test_the_description_is_valid(
    document: dict[str, Any],
) -> None:
    validate(document)
    assert document["openapi"] == "3.1.0"


async def test_the_description_names_every_route_and_only_those(
    document: dict[str, Any],
    routes: tuple[Route, ...],
) -> None:
    described = {(method.upper(), path) for path, item in document["paths"].items() for method in item}
    assert described == {(route.method, route.path) for route in routes}


async def test_every_error_of_an_endpoint_is_described_by_status(
    document: dict[str, Any],
    routes: tuple[Route, ...],
) -> None:
    for route in routes:
        answers = document["paths"][route.path][route.method.lower()]["responses"]
        for error in route.endpoint.errors:
            problem = resolved(document, answers[str(status_of(error))])["content"]["application/problem+json"]
            assert error.code in problem["schema"]["allOf"][1]["properties"]["code"]["enum"]
            assert problem["examples"][error.code]["value"]["type"].endswith(error.code)


async def test_an_endpoint_that_is_not_public_is_described_as_such(
    document: dict[str, Any],
) -> None:
    closed, public = document["paths"]["/customer/me"]["get"], document["paths"]["/customer/auth/login"]["post"]
    assert (closed["security"], public["security"]) == ([{"bearer": []}], [])
    assert "401" in closed["responses"]


async def test_bodies_and_parameters_are_described_as_they_are_checked(
    document: dict[str, Any],
) -> None:
    login = document["components"]["schemas"]["LoginBody"]
    changes = document["components"]["schemas"]["ProfileChanges"]["properties"]["first_name"]
    parameters = resolved(document, document["paths"]["/admin/users"]["get"]["parameters"])
    query = {item["name"]: item["schema"] for item in parameters}
    assert login["properties"]["email"]["format"] == "email"
    assert changes["type"] == "string"
    assert "default" not in changes
    assert (query["limit"]["minimum"], query["limit"]["maximum"], query["limit"]["default"]) == (1, 100, 20)
    assert query["sort"]["enum"] == ["email", "-email", "created_at", "-created_at"]


def headers_of(operation: dict[str, Any]) -> set[str]:
    return {item["$ref"].rpartition("/")[2] for item in operation["parameters"] if "$ref" in item}


async def test_headers_of_requests_are_described(
    document: dict[str, Any],
) -> None:
    assert headers_of(document["paths"]["/customer/me"]["patch"]) >= {"CustomerSource", "IfMatch"}
    assert not headers_of(document["paths"]["/health/live"]["get"]) & {"CustomerSource", "AdminSource", "IfMatch"}


PROBLEMS = [
    ("POST", "/customer/auth/login", {**LOGIN, "password": "wrong"}),
    ("POST", "/customer/auth/login", {"x": 1}),
    ("GET", "/nowhere", {}),
]


@pytest.mark.parametrize(("method", "path", "body"), PROBLEMS)
async def test_problems_are_as_the_description_says(
    http: Client,
    document: dict[str, Any],
    method: str,
    path: str,
    body: object,
) -> None:
    reply = await http.send(method, path, json=body)
    schemas = json.loads(json.dumps(document["components"]["schemas"]).replace("#/components/schemas", "#/$defs"))
    jsonschema.validate(reply.json, {"$ref": "#/$defs/ProblemBody", "$defs": schemas})


async def test_the_description_can_be_switched_off() -> None:
    hidden = attrs.evolve(small_service(Switch()), docs=False)
    async with TestClient(TestServer(hidden.application())) as client, client.get("/openapi.json") as reply:
        assert reply.status == 404
