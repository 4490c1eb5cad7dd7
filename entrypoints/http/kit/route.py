"""Routes: a method, a path and the handler that answers them."""

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from functools import cached_property, partial
from typing import Self, TypeVar, cast

import attrs

from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.endpoint import PUBLIC, Endpoint, declared_endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.kit.surface import ROOT, Surface
from entrypoints.http.rate_limits.policies import LimitKinds
from entrypoints.schemas.base import Schema

_UUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


RequestT = TypeVar("RequestT", bound=EndpointRequest[object])
Handle = Callable[[EndpointRequest[object]], Awaitable[EndpointResponse]]


@attrs.frozen
class Route:
    """One method of one path. ``local_path`` is the path behind the prefix of the surface."""

    method: str
    local_path: str
    endpoint: Endpoint
    handle: Handle
    surface: Surface = ROOT

    @cached_property
    def platform(self) -> Platform | None:
        """The platform of the surface."""
        return self.surface.platform

    @cached_property
    def rate_limits(self) -> LimitKinds:
        """The rate limits that apply: those of the endpoint, else those of the surface."""
        return self.surface.limited if self.endpoint.limited is None else self.endpoint.limited

    @property
    def path(self) -> str:
        """The whole path: ``/customer/me/sessions/{id}``."""
        return f"{self.surface.prefix}{self.local_path}"

    def answering(self, body: type[Schema]) -> Self:
        """Returns the route with another body of the answer than the endpoint declares."""
        return attrs.evolve(self, endpoint=attrs.evolve(self.endpoint, answer=body))

    @property
    def pattern(self) -> str:
        """``path`` in aiohttp's syntax. A placeholder matches UUIDs only, so that anything else is not found."""
        return _PLACEHOLDER.sub(rf"{{\1:{_UUID}}}", self.path)

    @property
    def parameters(self) -> Sequence[str]:
        """The names of the placeholders in the path."""
        return _PLACEHOLDER.findall(self.local_path)

    @property
    def operation_id(self) -> str:
        """The endpoint's ``operation_id`` with the platform filled in: ``get_me_customer``."""
        return self.endpoint.operation_id.replace("{platform}", self.platform or "")

    @property
    def tag(self) -> str:
        """The endpoint's ``tag``, by default the prefix and the first segment: ``admin users``."""
        return self.endpoint.tag or " ".join(self.path.split("/")[1 : 3 if self.surface.prefix else 2])


def _route(method: str, path: str, handle: Callable[[RequestT], Awaitable[EndpointResponse]]) -> Route:
    """Returns the route of a handler's method. Raises ``TypeError`` if the method has no ``@endpoint``."""
    return Route(method, path, declared_endpoint(handle), cast("Handle", handle))


get = partial(_route, "GET")
post = partial(_route, "POST")
patch = partial(_route, "PATCH")
delete = partial(_route, "DELETE")


def on_surface(surface: Surface, *routes: Route) -> tuple[Route, ...]:
    """Returns the routes with the prefix and the rules of the surface."""
    return tuple(attrs.evolve(route, surface=surface) for route in routes)


def needs_factor(route: Route) -> bool:
    """Returns whether staff need a second factor to send the request, where they must have one."""
    is_open = route.endpoint.requires is PUBLIC or route.endpoint.before_enrolment
    return route.surface.is_for_staff and not is_open


def require_unique_operation_ids(routes: Sequence[Route]) -> None:
    """Raises ``TypeError`` if two routes have the same ``operation_id``, which generated clients need to be unique."""
    counted = Counter(route.operation_id for route in routes)
    if repeated := [name for name, count in counted.items() if count > 1]:
        raise TypeError(f"several endpoints have the same operation_id: {', '.join(repeated)}")
