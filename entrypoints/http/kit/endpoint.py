"""Endpoints as data, declared on the methods of handlers. The routes and the OpenAPI document are built from them."""

from collections.abc import Awaitable, Callable, Mapping
from enum import Enum, auto
from typing import Protocol, Required, TypedDict, TypeVar, Unpack, overload

import attrs

from domain.access.permission import Permission
from domain.shared_kernel.errors import BaseAppException
from entrypoints.http.kit.hooks import Hook
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse, QueryRequest
from entrypoints.http.rate_limits.policies import LimitKinds
from entrypoints.schemas.base import Schema

HandlerT = TypeVar("HandlerT")
BodyT = TypeVar("BodyT")
QueryT = TypeVar("QueryT")
RequestT = TypeVar("RequestT")
ErrorTypes = tuple[type[BaseAppException], ...]

_MARK = "__endpoint__"


class Access(Enum):
    """The authentication that an endpoint requires where no permission is needed."""

    PUBLIC = auto()
    SIGNED_IN = auto()


PUBLIC = Access.PUBLIC
SIGNED_IN = Access.SIGNED_IN
Requirement = Access | Permission
"""What an endpoint requires: nothing, a person who is signed in, or a permission, which staff alone have."""


@attrs.frozen(kw_only=True)
class Endpoint:
    """The declaration of an endpoint.

    ``operation_id`` is its name in the OpenAPI document and in generated clients: a verb and a noun, a literal, so that
    it stays when a path or a method is renamed; where both platforms have the operation, the platform is its last word,
    written ``{platform}`` by a handler of both. ``requires`` says who may send the request: a permission makes it an
    endpoint of staff. ``errors`` are those beside what every endpoint shares, ``also`` the answers beside ``status``.
    ``conditional`` endpoints respect ``If-Match``; ``etag`` and ``location`` are headers of the answer. ``limited``
    names the rate limits that apply, by default those of the surface. ``hooks`` are run around the handler, in this
    order. ``before_enrolment`` is open to staff who must have a second factor and have none yet.
    """

    operation_id: str
    summary: str
    requires: Requirement = SIGNED_IN
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
    no_store: bool = True
    limited: LimitKinds | None = None
    hooks: tuple[Hook, ...] = ()
    before_enrolment: bool = False


class EndpointOptions(TypedDict, total=False):
    """The keyword arguments of ``@endpoint`` beside ``body`` and ``query``; see ``Endpoint``."""

    operation_id: Required[str]
    summary: Required[str]
    requires: Requirement
    answer: type[Schema] | None
    status: int
    also: Mapping[int, type[Schema] | None]
    errors: ErrorTypes
    tag: str
    conditional: bool
    etag: bool
    location: bool
    no_store: bool
    limited: LimitKinds
    hooks: tuple[Hook, ...]
    before_enrolment: bool


class EndpointDecorator(Protocol[RequestT]):
    """Decorates a handler's method that takes requests of type ``RequestT``."""

    def __call__(
        self, method: Callable[[HandlerT, RequestT], Awaitable[EndpointResponse]], /
    ) -> Callable[[HandlerT, RequestT], Awaitable[EndpointResponse]]:
        """Returns the method, with its declaration."""


@overload
def endpoint(*, body: type[BodyT], **options: Unpack[EndpointOptions]) -> EndpointDecorator[EndpointRequest[BodyT]]: ...
@overload
def endpoint(*, query: type[QueryT], **options: Unpack[EndpointOptions]) -> EndpointDecorator[QueryRequest[QueryT]]: ...
@overload
def endpoint(**options: Unpack[EndpointOptions]) -> EndpointDecorator[EndpointRequest[None]]: ...
def endpoint(**options: object) -> object:
    """Declares an endpoint on a handler's method: ``@endpoint(operation_id="…", summary="…", body=LoginBody)``. Its
    HTTP method and path are in the routes of its platform."""
    declared = Endpoint(**options)  # type: ignore[arg-type]  # checked by EndpointOptions

    def declare(method: object) -> object:
        setattr(method, _MARK, declared)
        return method

    return declare


def declared_endpoint(handle: object) -> Endpoint:
    """Returns the declaration of a handler's method. Raises ``TypeError`` for a method without ``@endpoint``."""
    declared = getattr(handle, _MARK, None)
    if not isinstance(declared, Endpoint):
        raise TypeError(f"{handle!r} answers no endpoint: declare it with @endpoint(…)")
    return declared
