"""Endpoints as data, declared on the methods of handlers; the application and its description are built of them."""

from collections.abc import Awaitable, Callable, Mapping
from enum import Enum, auto
from typing import Protocol, Required, TypedDict, TypeVar, Unpack, overload

import attrs

from domain.shared_kernel.errors import BaseAppException
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse, QueryRequest
from entrypoints.http.rate_limits.policies import BY_ADDRESS, LimitKinds
from entrypoints.schemas.base import Schema

HandlerT = TypeVar("HandlerT")
BodyT = TypeVar("BodyT")
QueryT = TypeVar("QueryT")
CallT = TypeVar("CallT")
ErrorTypes = tuple[type[BaseAppException], ...]

_MARK = "__endpoint__"


class Access(Enum):
    PUBLIC = auto()
    SIGNED_IN = auto()


@attrs.frozen(kw_only=True)
class Endpoint:
    """What a handler's method takes and answers. ``operation_id`` is its name in the OpenAPI document and in generated
    clients: a verb and a noun, a literal, so that it stays when a path or a method is renamed; where both platforms
    have the operation, the platform is its last word, written ``{platform}`` by a handler of both. ``errors`` are those
    beside what every endpoint shares, ``also`` the answers beside ``status``. ``conditional`` honours ``If-Match``;
    ``etag`` and ``location`` are headers of the answer. ``takes_cookie`` lets a browser's cookie take the place of the
    refresh token in the body, ``gives_cookie`` may set it. ``limited`` is what a request counts as;
    ``exempts_known_devices`` admits known devices when the limit of others is used up."""

    operation_id: str
    summary: str
    access: Access = Access.SIGNED_IN
    body: type[Schema] | None = None
    query: type[Schema] | None = None
    answer: type[Schema] | None = None
    status: int = 200
    also: Mapping[int, type[Schema] | None] = attrs.field(factory=dict)
    errors: ErrorTypes = ()
    tag: str = ""
    conditional: bool = False
    etag: bool = False
    location: bool = False
    takes_cookie: bool = False
    gives_cookie: bool = False
    no_store: bool = True
    limited: LimitKinds = BY_ADDRESS
    exempts_known_devices: bool = False


class About(TypedDict, total=False):
    """What can be said of every endpoint; see ``Endpoint``."""

    operation_id: Required[str]
    summary: Required[str]
    public: bool
    answer: type[Schema] | None
    status: int
    also: Mapping[int, type[Schema] | None]
    errors: ErrorTypes
    tag: str
    conditional: bool
    etag: bool
    location: bool
    takes_cookie: bool
    gives_cookie: bool
    no_store: bool
    limited: LimitKinds
    exempts_known_devices: bool


class Declare(Protocol[CallT]):
    """Marks a method that takes this kind of call."""

    def __call__(
        self, method: Callable[[HandlerT, CallT], Awaitable[EndpointResponse]], /
    ) -> Callable[[HandlerT, CallT], Awaitable[EndpointResponse]]: ...


@overload
def endpoint(*, body: type[BodyT], **about: Unpack[About]) -> Declare[EndpointRequest[BodyT]]: ...
@overload
def endpoint(*, query: type[QueryT], **about: Unpack[About]) -> Declare[QueryRequest[QueryT]]: ...
@overload
def endpoint(**about: Unpack[About]) -> Declare[EndpointRequest[None]]: ...
def endpoint(*, public: bool = False, **about: object) -> object:
    """Declares an endpoint on a handler's method: ``@endpoint(operation_id="…", summary="…", body=LoginBody)``. Its
    method and path stand in the routes of its platform."""
    declared = Endpoint(access=Access.PUBLIC if public else Access.SIGNED_IN, **about)  # type: ignore[arg-type]  # by About

    def declare(method: object) -> object:
        setattr(method, _MARK, declared)
        return method

    return declare


def declared_endpoint(handle: object) -> Endpoint:
    """Returns what ``@endpoint`` declared on the method. Raises ``TypeError`` for a method without it."""
    declared = getattr(handle, _MARK, None)
    if not isinstance(declared, Endpoint):
        raise TypeError(f"{handle!r} answers no endpoint: declare it with @endpoint(…)")
    return declared
