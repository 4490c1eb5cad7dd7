"""Endpoints as data, declared on the methods of handlers; the application and its description are built of them."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
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
    """One method of one address. ``operation_id`` is its name in the OpenAPI document and in the clients that are
    generated from it: a verb and a noun, written here and never derived, so that it stays when an address or a method
    is renamed. Where both platforms have the operation the platform is its last word; a handler that serves both
    writes ``{platform}`` there. ``errors`` are those beside what every endpoint shares, ``also`` the answers beside
    ``status``. ``conditional`` honours ``If-Match``; ``etag`` and ``location`` are headers of the answer.
    ``takes_cookie`` lets the cookie of a browser stand in for the refresh token of the body, ``gives_cookie`` may set
    it. ``limited`` says what a request counts as, ``exempts_known_devices`` that
    devices which are known are let in when others no longer are."""

    method: str
    path: str
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


@attrs.frozen
class Verb:
    """Declares endpoints of one HTTP method: ``@post("/auth/login", operation_id="…", summary="…")``."""

    method: str

    @overload
    def __call__(self, path: str, *, body: type[BodyT], **about: Unpack[About]) -> Declare[EndpointRequest[BodyT]]: ...
    @overload
    def __call__(self, path: str, *, query: type[QueryT], **about: Unpack[About]) -> Declare[QueryRequest[QueryT]]: ...
    @overload
    def __call__(self, path: str, **about: Unpack[About]) -> Declare[EndpointRequest[None]]: ...
    def __call__(self, path: str, *, public: bool = False, **about: object) -> object:
        access = Access.PUBLIC if public else Access.SIGNED_IN
        endpoint = Endpoint(method=self.method, path=path, access=access, **about)  # type: ignore[arg-type]  # by About

        def declare(method: object) -> object:
            setattr(method, _MARK, endpoint)
            return method

        return declare


get = Verb("GET")
post = Verb("POST")
patch = Verb("PATCH")
delete = Verb("DELETE")

Handle = Callable[[EndpointRequest[object]], Awaitable[EndpointResponse]]


def endpoints_of(handler: object) -> Iterator[tuple[Endpoint, Handle]]:
    """What a handler declares, in the order of its class body."""
    for name in vars(type(handler)):
        method = getattr(handler, name)
        endpoint = getattr(method, _MARK, None)
        if isinstance(endpoint, Endpoint):
            yield endpoint, method
