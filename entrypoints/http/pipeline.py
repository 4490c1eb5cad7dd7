"""Leads a request from its route through the checks to its response."""

from collections.abc import Collection, Mapping
from uuid import UUID

import attrs
from aiohttp import web

from application.sessions.services.principal import Principal
from domain.shared_kernel.errors import BaseAppException
from entrypoints.http.kit.authentication import RequestAuthenticator
from entrypoints.http.kit.body import BodyReader
from entrypoints.http.kit.cookies import read_cookies
from entrypoints.http.kit.hooks import ReceivedRequest, Site
from entrypoints.http.kit.platforms import require_source
from entrypoints.http.kit.request import EndpointRequest, QueryRequest
from entrypoints.http.kit.responses import Responder
from entrypoints.http.kit.route import Route
from entrypoints.http.rate_limits.admission import Admission, RateLimits
from entrypoints.schemas.base import Schema
from entrypoints.schemas.context import SchemaContext
from entrypoints.schemas.validation import ABSENT, InputReader


@attrs.frozen
class Sender:
    """The sender of a request: cookies, rate limits, the principal if authentication is required, and the notes of
    hooks."""

    cookies: Mapping[str, str] = attrs.field(repr=False)
    admission: Admission
    principal: Principal | None
    notes: tuple[object, ...]


@attrs.frozen(eq=False, repr=False)
class Pipeline:
    """The checks of one route, in this order: the platform that the client means, rate limits, form of the body,
    authentication, content. ``authenticate`` is ``None`` for public endpoints. ``own_cookies`` are the names of all
    cookies that the service reads."""

    route: Route
    bodies: BodyReader
    authenticate: RequestAuthenticator | None
    limits: RateLimits
    context: SchemaContext
    site: Site
    own_cookies: Collection[str]
    respond: Responder

    async def answer(self, request: web.Request) -> web.Response:
        """Returns the response. If the request is refused, it refunds what was taken for password checks and mails."""
        endpoint = self.route.endpoint
        if self.route.platform is not None and self.route.surface.requires_source:
            require_source(request, self.route.platform)
        cookies = self._cookies(request)
        may_exceed = bool(cookies) and any(hook.may_exceed_limits(self.site, cookies) for hook in endpoint.hooks)
        admission = await self.limits.admit(request, self.route.rate_limits, may_exceed=may_exceed)
        try:
            checked = await self._read(request, cookies, admission)
        except BaseAppException:
            await self.limits.refund((*admission.checks, *admission.mails))
            raise
        try:
            answer = await self.route.handle(checked)
            for hook in endpoint.hooks:
                answer = hook.after(self.site, checked, answer)
            return self.respond(answer)
        except BaseAppException:
            await self.limits.refund(admission.mails)
            raise

    async def _read(
        self, request: web.Request, cookies: Mapping[str, str], admission: Admission
    ) -> EndpointRequest[object]:
        """Returns the parsed request. Raises the error of the first check that fails."""
        sent = await self.bodies.read(request, self.route.surface.body_form) if request.body_exists else ABSENT
        principal = await self.authenticate(request) if self.authenticate else None
        if principal:
            self.limits.record_user(admission.ip, principal.user.pk)
        sent, notes = self._after_hooks(request, cookies, sent) if self.route.endpoint.hooks else (sent, ())
        body, query = self._input(request, sent)
        return self._endpoint_request(request, body, query, Sender(cookies, admission, principal, notes))

    def _cookies(self, request: web.Request) -> Mapping[str, str]:
        """Returns the cookies; none for routes outside of the platforms, which use none."""
        if self.route.platform is None or "Cookie" not in request.headers:
            return {}
        return read_cookies(request, self.own_cookies)

    def _after_hooks(
        self, request: web.Request, cookies: Mapping[str, str], sent: object
    ) -> tuple[object, tuple[object, ...]]:
        """Returns the decoded body and the notes as the hooks leave them."""
        platform = self.route.platform
        if platform is None:
            return sent, ()
        received = ReceivedRequest(http=request, platform=platform, cookies=cookies, sent=sent)
        for hook in self.route.endpoint.hooks:
            received = hook.before(self.site, received)
        return received.sent, received.notes

    def _input(self, request: web.Request, sent: object) -> tuple[Schema | None, Schema | None]:
        """Returns body and query. Errors in both are raised together. Most requests have neither."""
        endpoint = self.route.endpoint
        if sent is ABSENT and not (endpoint.body or endpoint.query or request.query_string):
            return None, None
        reader = InputReader(self.context)
        body = reader.body(endpoint.body, sent) if endpoint.body or sent is not ABSENT else None
        asks = endpoint.query or request.query_string
        query = reader.query(endpoint.query, request.query, request.path) if asks else None
        reader.require_no_errors()
        return body, query

    def _endpoint_request(
        self, request: web.Request, body: Schema | None, query: Schema | None, sender: Sender
    ) -> EndpointRequest[object]:
        path = {name: UUID(text) for name, text in request.match_info.items()}
        platform, headers, ip, principal = self.route.platform, request.headers, sender.admission.ip, sender.principal
        if self.route.endpoint.query:
            return QueryRequest(
                body=None, query=query, path=path, platform=platform, headers=headers, ip=ip, principal=principal
            )
        return EndpointRequest(
            body=body,
            path=path,
            platform=platform,
            headers=headers,
            cookies=sender.cookies,
            ip=ip,
            notes=sender.notes,
            is_beyond_limit=sender.admission.is_beyond_limit,
            principal=principal,
        )
