"""The aiohttp application, built from routes."""

from collections.abc import Iterator, Sequence
from functools import cache

import attrs
from aiohttp import web

from application.ports.meter import Meter
from application.ports.tracer import Tracer
from application.ports.translator import Translator
from domain.access.permission import Permission
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.authentication import Authenticate, RequestAuthenticator
from entrypoints.http.kit.body import BodyReader
from entrypoints.http.kit.endpoint import PUBLIC
from entrypoints.http.kit.hooks import Site
from entrypoints.http.kit.problems import Problems
from entrypoints.http.kit.responses import Responder
from entrypoints.http.kit.route import Route, get, needs_factor, require_unique_operation_ids
from entrypoints.http.middlewares.cors import Cors
from entrypoints.http.middlewares.every_request import EveryRequest
from entrypoints.http.middlewares.response_headers import ResponseHeaders
from entrypoints.http.openapi.description import ApiDescription
from entrypoints.http.pipeline import Pipeline
from entrypoints.http.rate_limits.admission import RateLimits
from entrypoints.http.server.connections import Connections, Timeouts
from entrypoints.http.server.early_errors import EarlyErrors
from entrypoints.http.server.runner import SERVER_OPTIONS, ProblemRunner
from entrypoints.schemas.context import SchemaContext


@attrs.frozen(kw_only=True)
class HttpEntrypoint:
    """Builds the application of one listener. ``endpoints`` are the routes of the API; ``pages`` are served as they
    are, without the checks of endpoints; ``docs`` adds ``/docs`` and ``/openapi.json``."""

    endpoints: Sequence[Route]
    translator: Translator
    authenticate: Authenticate
    context: SchemaContext
    meter: Meter
    tracer: Tracer | None = None
    pages: Sequence[web.AbstractRouteDef] = ()
    bodies: BodyReader = attrs.field(factory=BodyReader)
    connections: Connections = attrs.field(factory=Connections)
    timeouts: Timeouts = attrs.field(factory=Timeouts)
    limits: RateLimits = attrs.field(factory=RateLimits)
    site: Site = attrs.field(factory=Site)
    is_https: bool = False
    staff_need_factor: bool = False
    docs: bool = True
    version: str = "0"

    @property
    def routes(self) -> tuple[Route, ...]:
        """Every endpoint that is served."""
        docs = [get("/openapi.json", ApiDescription(cache(self.describe)).read)] if self.docs else []
        return (*self.endpoints, *docs)

    def describe(self) -> bytes:
        """Returns the OpenAPI document as JSON."""
        from entrypoints.http.openapi.document import openapi_document  # slow to import, and not always served

        return openapi_document(self.routes, self.version, self.site)

    def runner(self, **options: object) -> web.AppRunner:
        """Returns the runner of the application; ``options`` are those of ``web.AppRunner``."""
        problems, headers = (
            Problems(self.translator, self.site.public_origin),
            ResponseHeaders(self._cors, self.is_https),
        )
        every_request = EveryRequest(problems, headers, self.meter, self._cors, self.tracer)
        refusals = EarlyErrors(problems, headers)
        return ProblemRunner(every_request, refusals, self.connections, self.timeouts, self.application(), **options)

    def application(self) -> web.Application:
        """Returns the application. Raises ``TypeError`` if two routes have the same ``operation_id``, if a route
        outside of the platforms requires authentication, or one outside of ``/admin`` a permission."""
        require_unique_operation_ids(self.routes)
        application = web.Application(handler_args=SERVER_OPTIONS)
        application.add_routes([*self.pages, *self._docs_pages()])
        application.add_routes(
            web.route(route.method, route.pattern, self._pipeline(route).answer) for route in self.routes
        )
        return application

    def _docs_pages(self) -> Iterator[web.RouteDef]:
        if self.docs:
            from entrypoints.http.docs.page import docs_routes  # not imported unless served

            yield from docs_routes()

    @property
    def _cors(self) -> Cors:
        return Cors({platform: frozenset(named) for platform, named in self.site.allowed_origins.items()})

    @property
    def _own_cookies(self) -> frozenset[str]:
        hooks = (hook for route in self.endpoints for hook in route.endpoint.hooks)
        return frozenset(name for hook in hooks for name in hook.cookie_names(self.site))

    def _pipeline(self, route: Route) -> Pipeline:
        return Pipeline(
            route=route,
            bodies=self.bodies,
            authenticate=self._authenticator(route),
            limits=self.limits,
            context=self.context,
            site=self.site,
            own_cookies=self._own_cookies,
            respond=Responder.of(route.endpoint),
        )

    def _authenticator(self, route: Route) -> RequestAuthenticator | None:
        requires = route.endpoint.requires
        if requires is PUBLIC:
            return None
        if route.platform is None:
            raise TypeError(
                f"{route.path} belongs to no platform, so requests to it cannot be authenticated: make it public"
            )
        if isinstance(requires, Permission) and route.platform is not Platform.ADMIN:
            raise TypeError(f"{route.path} requires a permission, which staff alone have: move it below /admin")
        requires_factor = self.staff_need_factor and needs_factor(route)
        return RequestAuthenticator(self.authenticate, route.platform, requires, requires_factor)
