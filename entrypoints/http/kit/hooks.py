"""Hooks: what an endpoint does before and after its handler, with its own part of the OpenAPI document. The kit runs
them and knows none; a feature declares its own."""

from collections.abc import Collection, Mapping

import attrs
from aiohttp import web

from domain.shared_kernel.errors import BaseAppException
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse


@attrs.frozen(kw_only=True)
class Site:
    """The place where the service is reached. ``base_path`` is what its paths begin with, such as ``/accounts``, where
    it shares its origin with others. ``is_local`` means on this machine alone, where TLS is rare."""

    public_origin: str = ""
    base_path: str = ""
    is_local: bool = False
    allowed_origins: Mapping[Platform, Collection[str]] = attrs.field(factory=dict)

    @property
    def public_url(self) -> str:
        """The origin and the base path."""
        return f"{self.public_origin}{self.base_path}"


@attrs.frozen(kw_only=True)
class ReceivedRequest:
    """A request whose body was decoded, as ``sent``, and is not yet parsed. ``notes`` are what hooks have found in it,
    for the handler and for themselves."""

    http: web.Request
    platform: Platform
    cookies: Mapping[str, str] = attrs.field(repr=False)
    sent: object = attrs.field(repr=False)
    notes: tuple[object, ...] = ()


class Hook:
    """The base of hooks, which does nothing. ``errors``, ``answer_headers`` and ``replaces_body`` describe it in the
    OpenAPI document: the errors that it raises, the headers that it adds, and whether it can stand in for the body."""

    errors: tuple[type[BaseAppException], ...] = ()
    answer_headers: tuple[str, ...] = ()
    replaces_body: bool = False

    def cookie_names(self, site: Site) -> frozenset[str]:
        """Returns the names of the cookies that the hook reads."""
        return frozenset()

    def parameters(self, site: Site, platform: Platform) -> Mapping[str, dict[str, object]]:
        """Returns the parameters of OpenAPI that the hook reads, by their names under ``components``."""
        return {}

    def may_exceed_limits(self, site: Site, cookies: Mapping[str, str]) -> bool:
        """Returns whether the handler decides if the request is exempt from all limits but that of all requests."""
        return False

    def before(self, site: Site, request: ReceivedRequest) -> ReceivedRequest:
        """Returns the request, perhaps with another body and with notes."""
        return request

    def after(self, site: Site, request: EndpointRequest[object], answer: EndpointResponse) -> EndpointResponse:
        """Returns the response to the request, perhaps changed."""
        return answer
