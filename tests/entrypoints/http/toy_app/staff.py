"""The admin side of the small service."""

import attrs

from application.listing import CountedPage
from domain.shared_kernel.errors import (
    RateLimitException,
    ServiceUnavailableException,
)
from domain.shared_kernel.pagination import Page, Position
from entrypoints.http.kit.endpoint import PUBLIC, endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse, QueryRequest
from entrypoints.http.kit.route import Route, get, post
from entrypoints.schemas.cursors import Cursors
from tests.entrypoints.http.toy_app.schemas import (
    LockBody,
    NestedBody,
    SeenBody,
    UserBody,
    UserList,
    UserQuery,
    a_user,
    seen,
)


@attrs.frozen
class Staff:
    cursors: Cursors

    @endpoint(operation_id="list_users", query=UserQuery, answer=UserList, summary="Find people")
    async def find(self, request: QueryRequest[UserQuery]) -> EndpointResponse:
        at = Position(a_user().created_at, a_user().pk)
        page = Page([a_user()], 3, request.query.limit, None if request.query.after else request.query.offset or 0, at)
        return EndpointResponse(UserList.of(CountedPage(page, None), UserBody.of, request.query, self.cursors))

    @endpoint(operation_id="lock_user", body=LockBody, answer=SeenBody, summary="Lock")
    async def lock(self, request: EndpointRequest[LockBody]) -> EndpointResponse:
        return EndpointResponse(seen(request))

    @endpoint(operation_id="send_nested", requires=PUBLIC, body=NestedBody, answer=SeenBody, summary="Nested")
    async def nested(self, request: EndpointRequest[NestedBody]) -> EndpointResponse:
        return EndpointResponse(seen(request))

    @endpoint(operation_id="get_defect", requires=PUBLIC, summary="A defect")
    async def broken(self, request: EndpointRequest[None]) -> EndpointResponse:
        raise KeyError("hunter2")

    @endpoint(operation_id="get_nobody", requires=PUBLIC, summary="Asks a public endpoint for its caller")
    async def nobody(self, request: EndpointRequest[None]) -> EndpointResponse:
        return EndpointResponse(UserBody.of(request.principal.user))

    @endpoint(operation_id="get_busy", requires=PUBLIC, errors=(RateLimitException,), summary="Too much")
    async def busy(self, request: EndpointRequest[None]) -> EndpointResponse:
        raise RateLimitException(retry_after=7)

    @endpoint(operation_id="get_down", requires=PUBLIC, summary="Not there")
    async def down(self, request: EndpointRequest[None]) -> EndpointResponse:
        raise ServiceUnavailableException(retry_after=3)


def staff_routes(staff: Staff) -> tuple[Route, ...]:
    return (
        get("/users", staff.find),
        post("/users/{id}/lock", staff.lock),
        post("/nested", staff.nested),
        get("/broken", staff.broken),
        get("/nobody", staff.nobody),
        get("/busy", staff.busy),
        get("/down", staff.down),
    )
