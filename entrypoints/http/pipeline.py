"""The way of every request from its route to its answer."""

from collections.abc import Mapping
from uuid import UUID

import attrs
from aiohttp import web

from application.sessions.caller import Caller
from domain.shared_kernel.errors import BaseAppException
from domain.shared_kernel.platform import Platform
from entrypoints.http.body import ABSENT, BodyReader
from entrypoints.http.call import Call, QueryCall
from entrypoints.http.cookies import read_cookies
from entrypoints.http.device_cookies import DeviceCookies
from entrypoints.http.gate import Gate
from entrypoints.http.limits import Admission, Limits
from entrypoints.http.refresh_cookies import RefreshCookies
from entrypoints.http.responses import Responder
from entrypoints.http.routes import Route
from entrypoints.http.schemas.base import Schema
from entrypoints.http.schemas.context import SchemaContext
from entrypoints.http.schemas.sessions import RefreshIn
from entrypoints.http.validation import InputReader


@attrs.frozen
class Sender:
    """Who sends a request, as far as is known, and the cookies that came with it."""

    cookies: Mapping[str, str] = attrs.field(repr=False)
    admission: Admission
    caller: Caller | None
    came_in: RefreshIn


@attrs.frozen
class Pipeline:
    """The order of checks behind route, method and source: how often the address asks, the form of the body, who sends
    it, its content, the rules. Without a ``gate`` anybody may pass."""

    route: Route
    bodies: BodyReader
    gate: Gate | None
    limits: Limits
    context: SchemaContext
    cookies: RefreshCookies
    devices: DeviceCookies
    respond: Responder

    async def answer(self, request: web.Request) -> web.Response:
        endpoint = self.route.endpoint
        cookies = self._cookies(request)
        is_known = endpoint.knows_devices and self.devices.is_shown(cookies)
        admission = await self.limits.admit(request, endpoint.limited, says_it_is_known=is_known)
        try:
            call = await self._read(request, cookies, admission)
        except BaseAppException:
            await self.limits.give_back((*admission.checks, *admission.mails))
            raise
        try:
            return self.respond(await self.route.handle(call))
        except BaseAppException:
            await self.limits.give_back(admission.mails)
            raise

    async def _read(self, request: web.Request, cookies: Mapping[str, str], admission: Admission) -> Call[object]:
        """What is asked, by whom. Raises what is wrong with it."""
        sent = await self.bodies.read(request) if request.body_exists else ABSENT
        caller = await self.gate.admit(request) if self.gate else None
        if caller:
            self.limits.saw(admission.ip, caller.user.pk)
        sent, came_in = self._with_cookie(request, cookies, sent)
        body, query = self._input(request, sent)
        return self._call(request, body, query, Sender(cookies, admission, caller, came_in))

    def _cookies(self, request: web.Request) -> Mapping[str, str]:
        """Nothing beside the platforms reads one."""
        if self.route.platform is None:
            return {}
        own = {kind.name(platform) for kind in (self.cookies, self.devices) for platform in Platform}
        return read_cookies(request, own)

    def _with_cookie(self, request: web.Request, cookies: Mapping[str, str], sent: object) -> tuple[object, RefreshIn]:
        platform = self.route.platform
        if platform is None or not self.route.endpoint.takes_cookie:
            return sent, RefreshIn.BODY
        return self.cookies.stand_in(request, platform, cookies, sent)

    def _input(self, request: web.Request, sent: object) -> tuple[Schema | None, Schema | None]:
        """Body and query; the faults of both are told together. The common request has neither."""
        endpoint = self.route.endpoint
        reader = InputReader(self.context)
        body = reader.body(endpoint.body, sent) if endpoint.body or sent is not ABSENT else None
        asks = endpoint.query or request.query_string
        query = reader.query(endpoint.query, request.query, request.path) if asks else None
        reader.require_no_errors()
        return body, query

    def _call(self, request: web.Request, body: Schema | None, query: Schema | None, sender: Sender) -> Call[object]:
        path = {name: UUID(text) for name, text in request.match_info.items()}
        platform, headers, ip, caller = self.route.platform, request.headers, sender.admission.ip, sender.caller
        if self.route.endpoint.query:
            return QueryCall(
                body=None, query=query, path=path, platform=platform, headers=headers, ip=ip, caller=caller
            )
        return Call(
            body=body,
            path=path,
            platform=platform,
            headers=headers,
            cookies=sender.cookies,
            ip=ip,
            refusal=sender.admission.refusal,
            came_in=sender.came_in,
            caller=caller,
        )
