"""The OpenAPI document of the whole service: how it names things, and that it says them once."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from bootstrap.containers.container import Container
from entrypoints.http.admin.surface import ADMIN
from entrypoints.http.kit.endpoint import endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.kit.route import Route, get, on_surface
from entrypoints.http.openapi.tags import tags_of
from tests.support.app_harness import settings_for
from tests.support.references import resolved

SMALL_BYTES = 3_500
"""Of each operation, with what several share."""


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Route, ...]:
    entrypoint = Container(settings=settings_for("memory", tmp_path_factory.mktemp("routes"))).web().entrypoint
    return entrypoint.routes


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return Container(settings=settings_for("memory", tmp_path_factory.mktemp("raw"))).web().entrypoint.describe()


@pytest.fixture(scope="module")
def document(raw: bytes) -> dict[str, Any]:
    described: dict[str, Any] = json.loads(raw)
    return described


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def references(node: object) -> Iterator[str]:
    """Every ``$ref`` that a part of the document holds."""
    if isinstance(node, dict):
        yield from (value for name, value in node.items() if name == "$ref")
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def test_every_operation_has_a_name_of_its_own_that_is_a_verb_and_a_noun(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert {name: count for name, count in Counter(names).items() if count > 1} == {}
    assert [name for name in names if not re.fullmatch("[a-z]+(_[a-z]+)*", name)] == []


def test_an_operation_of_both_platforms_is_named_with_the_platform_as_its_last_word(document: dict[str, Any]) -> None:
    named = {(path, method): operation["operationId"] for path, method, operation in operations(document)}
    both = [key for key in named if key[0].startswith("/customer/") and (twin(key) in named)]
    assert len(both) > 10
    assert [(named[key], named[twin(key)]) for key in both] == [
        (f"{stem}_customer", f"{stem}_admin") for stem in (named[key].removesuffix("_customer") for key in both)
    ]


def twin(key: tuple[str, str]) -> tuple[str, str]:
    path, method = key
    return path.replace("/customer/", "/admin/", 1), method


def test_every_operation_id_stands_on_its_endpoint_as_it_is_served(
    document: dict[str, Any], routes: tuple[Route, ...]
) -> None:
    assert {operation["operationId"] for _, _, operation in operations(document)} == {
        route.endpoint.operation_id.replace("{platform}", route.path.split("/")[1]) for route in routes
    }


def test_every_group_is_described_and_used(document: dict[str, Any]) -> None:
    described = {tag["name"]: tag["description"] for tag in document["tags"]}
    assert all(described.values())
    assert {tag for _, _, operation in operations(document) for tag in operation["tags"]} == set(described)


def test_every_problem_is_described_once_and_referred_to(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        inline = [status for status, answer in operation["responses"].items() if "problem+json" in json.dumps(answer)]
        assert (path, method, inline) == (path, method, [])


def test_nothing_is_shared_that_nobody_refers_to(document: dict[str, Any]) -> None:
    shared = {
        f"#/components/{kind}/{name}"
        for kind, entries in document["components"].items()
        for name in entries
        if kind != "securitySchemes"
    }
    assert shared == set(references(document))


def test_only_answers_of_limited_endpoints_have_the_headers_of_limits(
    document: dict[str, Any], routes: tuple[Route, ...]
) -> None:
    for route in routes:
        answers = resolved(document, document["paths"][route.path][route.method.lower()]["responses"])
        limited = [status for status, answer in answers.items() if "RateLimit" in answer["headers"]]
        assert limited == (list(answers) if route.rate_limits else [])


def test_an_answer_that_an_endpoint_names_itself_goes_before_the_problem_of_its_status(
    document: dict[str, Any],
) -> None:
    not_ready = document["paths"]["/health/ready"]["get"]["responses"]["503"]
    assert "content" not in resolved(document, not_ready)


def test_a_group_that_nobody_described_is_described_by_its_address() -> None:
    @attrs.frozen
    class Orders:
        @endpoint(operation_id="list_orders", summary="Orders")
        async def show(self, request: EndpointRequest[None]) -> EndpointResponse:
            return EndpointResponse()

    shown = get("/orders", Orders().show)
    routes = [*on_surface(ADMIN, shown), shown]
    assert tags_of(routes) == [
        {"name": "admin orders", "description": "What is under `/admin/orders`, for staff"},
        {"name": "orders", "description": "What is under `/orders`"},
    ]


def test_the_document_stays_small(raw: bytes, document: dict[str, Any]) -> None:
    assert len(raw) < SMALL_BYTES * len(list(operations(document)))
