"""A surface of partners: another header for its token, forms in the place of JSON, and errors in one word."""

from uuid import UUID

import attrs
from aiohttp import web

from domain.shared_kernel.errors import AuthenticationException, BaseAppException
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.body_forms import FORM_BODY
from entrypoints.http.kit.endpoint import endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.kit.route import Route, get, post
from entrypoints.http.kit.statuses import status_of
from entrypoints.http.kit.surface import Surface
from entrypoints.http.rate_limits.policies import UNLIMITED
from entrypoints.schemas.base import Schema

TOKEN = "X-Partner-Token"


class GreetingBody(Schema):
    word: str


class SeenBody(Schema):
    user_id: UUID


def partner_token(request: web.BaseRequest) -> str:
    try:
        return request.headers[TOKEN]
    except KeyError:
        raise AuthenticationException from None


def in_one_word(_request: web.Request, error: BaseAppException) -> web.Response:
    return web.json_response({"error": error.code}, status=status_of(type(error)))


PARTNER = Surface(
    prefix="/partner",
    people="partners",
    platform=Platform.CUSTOMER,
    read_token=partner_token,
    body_form=FORM_BODY,
    render_error=in_one_word,
    limited=UNLIMITED,
)


@attrs.frozen
class Partner:
    @endpoint(operation_id="get_partner", summary="The partner", answer=SeenBody)
    async def show(self, request: EndpointRequest[None]) -> EndpointResponse:
        return EndpointResponse(SeenBody(user_id=request.principal.user.pk))

    @endpoint(operation_id="greet_partner", summary="Greet the partner", body=GreetingBody, answer=GreetingBody)
    async def greet(self, request: EndpointRequest[GreetingBody]) -> EndpointResponse:
        return EndpointResponse(request.body)

    @endpoint(operation_id="fail_partner", summary="Fail")
    async def fail(self, request: EndpointRequest[None]) -> EndpointResponse:
        raise RuntimeError("a fault of the toy")


def partner_routes(partner: Partner) -> tuple[Route, ...]:
    return get("/me", partner.show), post("/greetings", partner.greet), get("/faults", partner.fail)
