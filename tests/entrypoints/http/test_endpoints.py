"""Endpoints, errors and schemas as data."""

import attrs
import pytest

from domain.shared_kernel.errors import BaseAppException
from entrypoints.http.kit import protocol_errors
from entrypoints.http.kit.endpoint import SIGNED_IN, declared_endpoint, endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.kit.route import get
from entrypoints.http.kit.statuses import STATUS_BY_FAMILY, status_of
from entrypoints.schemas.base import Schema
from tests.entrypoints.http.toy_app.schemas import LoginBody, RegisterBody, TokenBody
from tests.entrypoints.http.toy_app.service import Switch, small_service


def families(family: type[BaseAppException] = BaseAppException) -> set[type[BaseAppException]]:
    return {family}.union(*(families(child) for child in family.__subclasses__()))


def test_one_code_has_one_status() -> None:
    statuses: dict[str, set[int]] = {}
    for error in families():
        statuses.setdefault(error.code, set()).add(status_of(error))
    assert {code: found for code, found in statuses.items() if len(found) > 1} == {}


def test_every_family_has_a_status_of_its_own() -> None:
    direct = {error for error in families() if BaseAppException in error.__bases__ and "test" not in error.__module__}
    assert direct - set(STATUS_BY_FAMILY) == {protocol_errors.InternalError}


def test_an_endpoint_that_is_not_declared_public_is_closed() -> None:
    @attrs.frozen
    class Handler:
        @endpoint(operation_id="get_x", summary="X")
        async def x(self, request: EndpointRequest[None]) -> EndpointResponse:
            return EndpointResponse()

    assert declared_endpoint(Handler().x).requires is SIGNED_IN


def test_a_route_to_a_method_that_declares_no_endpoint_is_refused() -> None:
    async def undeclared(request: EndpointRequest[None]) -> EndpointResponse:
        return EndpointResponse()

    with pytest.raises(TypeError, match="declare it with @endpoint"):
        get("/x", undeclared)


def test_beside_the_platforms_everything_is_declared_public() -> None:
    @attrs.frozen
    class Handler:
        @endpoint(operation_id="get_x", summary="X")
        async def x(self, request: EndpointRequest[None]) -> EndpointResponse:
            return EndpointResponse()

    with pytest.raises(TypeError, match="/x is on a surface without a platform"):
        attrs.evolve(small_service(Switch()), endpoints=[get("/x", Handler().x)]).application()


def test_two_endpoints_with_one_operation_id_are_refused_before_anything_is_served() -> None:
    @attrs.frozen
    class Handler:
        @endpoint(operation_id="get_me_customer", summary="X")
        async def x(self, request: EndpointRequest[None]) -> EndpointResponse:
            return EndpointResponse()

    service = small_service(Switch())
    with pytest.raises(TypeError, match="get_me_customer"):
        attrs.evolve(service, endpoints=[*service.endpoints, get("/x", Handler().x)]).application()


SECRETS = [
    LoginBody.model_construct(email="a", password="hunter2"),
    RegisterBody.model_construct(email="a", password="hunter2"),
    TokenBody.model_construct(refresh_token="hunter2"),
]


@pytest.mark.parametrize("body", SECRETS)
def test_secrets_do_not_show_themselves(body: Schema) -> None:
    assert "hunter2" not in repr(body) + str(body) + repr(
        EndpointRequest(body=body, headers={"Authorization": "hunter2"})
    )
