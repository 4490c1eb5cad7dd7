"""Walks every route that is served: who may use it, and what the API's description says of it."""

import json
import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from openapi_spec_validator import validate

from bootstrap.containers.container import Container
from entrypoints.http.kit.endpoint import PUBLIC as OPEN_TO_ALL
from entrypoints.http.kit.route import Route
from entrypoints.http.kit.statuses import status_of
from tests.support.app_harness import settings_for
from tests.support.references import resolved
from tests.system.api.conftest import Service

PUBLIC = {
    "GET /health/live",
    "GET /health/ready",
    "GET /.well-known/jwks.json",
    "GET /openapi.json",
    "POST /customer/auth/register",
    "POST /customer/auth/login",
    "POST /customer/auth/mfa",
    "POST /customer/auth/refresh",
    "POST /customer/auth/logout",
    "POST /customer/auth/verify-email",
    "POST /customer/auth/resend-verification",
    "POST /customer/auth/forgot-password",
    "POST /customer/auth/reset-password",
    "POST /admin/auth/login",
    "POST /admin/auth/mfa",
    "POST /admin/auth/refresh",
    "POST /admin/auth/logout",
    "POST /admin/auth/forgot-password",
    "POST /admin/auth/reset-password",
}
"""What anybody may ask without a token. A new name here is a decision."""


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Route, ...]:
    container = Container(settings=settings_for("memory", tmp_path_factory.mktemp("unused")))
    return container.web().entrypoint.routes


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    container = Container(settings=settings_for("memory", tmp_path_factory.mktemp("unused")))
    described: dict[str, Any] = json.loads(container.web().entrypoint.describe())
    return described


def name(route: Route) -> str:
    return f"{route.method} {route.path}"


def test_public_routes_are_public_on_purpose(routes: tuple[Route, ...]) -> None:
    assert {name(route) for route in routes if route.endpoint.requires is OPEN_TO_ALL} == PUBLIC


async def test_every_route_that_is_not_public_refuses_an_anonymous_request(
    service: Service, routes: tuple[Route, ...]
) -> None:
    for route in routes:
        if route.platform and name(route) not in PUBLIC:
            path = re.sub(r"\{\w+\}", str(uuid4()), route.local_path)
            refused = await service.client.at(route.platform)(route.method, path)
            assert (refused.status, refused.code) == (401, "authentication_required"), name(route)


def test_the_description_is_valid_and_has_every_route_and_no_other(
    routes: tuple[Route, ...], document: dict[str, Any]
) -> None:
    validate(document)
    described = {f"{method.upper()} {path}" for path, item in document["paths"].items() for method in item}
    assert described == {name(route) for route in routes}


def test_every_error_of_a_route_is_described_with_its_code(routes: tuple[Route, ...], document: dict[str, Any]) -> None:
    for route in routes:
        responses = document["paths"][route.path][route.method.lower()]["responses"]
        for error in route.endpoint.errors:
            described = json.dumps(resolved(document, responses[str(status_of(error))]))
            assert error.code in described, (name(route), error.code)


def test_one_code_has_one_status(routes: tuple[Route, ...]) -> None:
    statuses: dict[str, int] = {}
    for route in routes:
        for error in route.endpoint.errors:
            assert statuses.setdefault(error.code, status_of(error)) == status_of(error)


async def test_the_document_is_served_as_it_is_described(service: Service, document: dict[str, Any]) -> None:
    async with service.client.http.get(f"{service.client.origin}/openapi.json") as response:
        assert await response.json() == document


async def test_the_document_can_be_switched_off(tmp_path: Path) -> None:
    container = Container(settings=settings_for("memory", tmp_path, public_url="https://accounts.example.org"))
    assert "/openapi.json" not in {route.path for route in container.web().entrypoint.routes}
