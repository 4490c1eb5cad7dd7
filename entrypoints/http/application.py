"""The aiohttp application, built from routes.

One file although it is long: it is the only place that sees all parts of the HTTP interface, and puts them together."""

from collections.abc import Iterator, Sequence
from functools import cache, cached_property

import attrs
from aiohttp import web

from application.ports.meter import Meter
from application.ports.tracer import Tracer
from application.ports.translator import Translator
from domain.access.permission import Permission
from entrypoints.http.kit.authentication import Authenticate, RequestAuthenticator
from entrypoints.http.kit.body import BodyReader
from entrypoints.http.kit.endpoint import PUBLIC
from entrypoints.http.kit.hooks import Site
from entrypoints.http.kit.page_route import PageRoute
from entrypoints.http.kit.problems import Problems
from entrypoints.http.kit.responses import Responder
from entrypoints.http.kit.route import Route, get, needs_factor, require_unique_operation_ids
from entrypoints.http.kit.surface import Surfaces
from entrypoints.http.middlewares.cors import Cors
from entrypoints.http.middlewares.every_request import EveryRequest, Handler
from entrypoints.http.middlewares.negotiation import Negotiation
from entrypoints.http.middlewares.response_headers import ResponseHeaders
from entrypoints.http.openapi.description import ApiDescription
from entrypoints.http.page_pipeline import PagePipeline
from entrypoints.http.pipeline import Pipeline
from entrypoints.http.rate_limits.admission import RateLimits
from entrypoints.http.server.connections import Connections, Timeouts
from entrypoints.http.server.early_errors import EarlyErrors
from entrypoints.http.server.runner import SERVER_OPTIONS, ProblemRunner
from entrypoints.schemas.context import SchemaContext


@attrs.frozen(kw_only=True)
class HttpEntrypoint:
    """Builds the application of one listener. ``endpoints`` are the routes of the API, ``pages`` those that are no part
    of it; ``permissions`` are all that staff may have; ``docs`` adds ``/docs`` and ``/openapi.json``. Paths begin with
    the base path of the ``site``; ``probes`` are those that are served without it, too, for those who ask the process
    itself."""

    endpoints: Sequence[Route]
    translator: Translator
    authenticate: Authenticate
    context: SchemaContext
    meter: Meter
    tracer: Tracer | None = None
    pages: Sequence[PageRoute] = ()
    probes: Sequence[Route] = ()
    permissions: Sequence[Permission] = ()
    bodies: BodyReader = attrs.field(factory=BodyReader)
    connections: Connections = attrs.field(factory=Connections)
    timeouts: Timeouts = attrs.field(factory=Timeouts)
    limits: RateLimits = attrs.field(factory=RateLimits)
    site: Site = attrs.field(factory=Site)
    is_https: bool = False
    staff_need_factor: bool = False
    docs: bool = True
    version: str = "0"

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        """Every endpoint that is served."""
        docs = [get("/openapi.json", ApiDescription(cache(self.describe)).read)] if self.docs else []
        return (*self.endpoints, *docs)

    @cached_property
    def all_pages(self) -> tuple[PageRoute, ...]:
        """Every page that is served."""
        if not self.docs:
            return tuple(self.pages)
        from entrypoints.http.docs.page import docs_routes  # not imported unless served

        return (*self.pages, *docs_routes())

    @cached_property
    def surfaces(self) -> Surfaces:
        """The surfaces of all routes and pages. Raises ``TypeError`` if two of them have the same prefix."""
        surfaces = [*(page.surface for page in self.all_pages), *(route.surface for route in self.routes)]
        return Surfaces(surfaces, self.site.base_path)

    def describe(self) -> bytes:
        """Returns the OpenAPI document as JSON."""
        from entrypoints.http.openapi.document import openapi_document  # slow to import, and not always served
        from entrypoints.http.openapi.service_choices import ServiceChoices

        choices = ServiceChoices(self.translator.languages, self.permissions)
        return openapi_document(self.routes, self.version, self.site, choices)

    def runner(self, **options: object) -> web.AppRunner:
        """Returns the runner of the application; ``options`` are those of ``web.AppRunner``."""
        every_request = self.every_request
        refusals = EarlyErrors(every_request.problems, every_request.headers)
        return ProblemRunner(every_request, refusals, self.connections, self.timeouts, self.application(), **options)

    @cached_property
    def every_request(self) -> EveryRequest:
        """The frame of every request."""
        return EveryRequest(
            Problems(self.translator, self.site.public_url),
            ResponseHeaders(self._cors, self.is_https),
            self.meter,
            self._cors,
            self.surfaces,
            self.limits.addresses,
            Negotiation(self.translator.languages),
            self.tracer,
        )

    def application(self) -> web.Application:
        """Returns the application of a listener of its own. Raises as ``_route_table`` does."""
        application = web.Application(handler_args=SERVER_OPTIONS)
        application.add_routes(self._route_table(self.site.base_path))
        if self.site.base_path:
            application.add_routes(web.route(each.method, each.pattern, self._answer(each)) for each in self.probes)
        return application

    def sub_application(self) -> web.Application:
        """Returns the application to be mounted at the base path of the site in another one, whose listener has its own
        rules for connections and for bodies: it unpacks those. Raises as ``_route_table`` does."""
        every_request = self.every_request

        @web.middleware
        async def frame(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await every_request(request, handler)

        application = web.Application(middlewares=[frame])
        bodies = attrs.evolve(self.bodies, are_unpacked=True)
        application.add_routes(attrs.evolve(self, bodies=bodies)._route_table(""))
        return application

    def _route_table(self, base_path: str) -> Iterator[web.RouteDef]:
        """Yields every page and endpoint. Raises ``TypeError`` if two routes have the same ``operation_id``, if a
        surface without a platform has a route that requires authentication, or one that is not for staff a
        permission."""
        require_unique_operation_ids(self.routes)
        for page in self.all_pages:
            answer = PagePipeline(page, self.limits).answer
            yield web.route(page.method, f"{base_path}{page.pattern}", answer)
            if base_path and page.pattern == "/":
                yield web.route(page.method, base_path, answer)
        for route in self.routes:
            yield web.route(route.method, f"{base_path}{route.pattern}", self._answer(route))

    def _answer(self, route: Route) -> Handler:
        return self._pipeline(route).answer

    @cached_property
    def _cors(self) -> Cors:
        origins = {platform: frozenset(named) for platform, named in self.site.allowed_origins.items()}
        return Cors(origins, self.surfaces)

    @cached_property
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
            respond=Responder.of(route.endpoint, self.site.base_path),
        )

    def _authenticator(self, route: Route) -> RequestAuthenticator | None:
        requires = route.endpoint.requires
        if requires is PUBLIC:
            return None
        surface = route.surface
        if surface.platform is None:
            raise TypeError(
                f"{route.path} is on a surface without a platform, so requests to it cannot be authenticated: make it "
                "public"
            )
        if isinstance(requires, Permission) and not surface.is_for_staff:
            raise TypeError(f"{route.path} requires a permission, which staff alone have: move it to their surface")
        if isinstance(requires, Permission) and not any(requires is declared for declared in self.permissions):
            raise TypeError(
                f"{route.path} requires the permission {requires.value}, which no domain declares: name "
                f"{type(requires).__name__} in the permissions of its Domain"
            )
        requires_factor = self.staff_need_factor and needs_factor(route)
        return RequestAuthenticator(
            self.authenticate,
            surface.platform,
            self.translator.languages,
            requires,
            requires_factor,
            surface.read_token,
        )
