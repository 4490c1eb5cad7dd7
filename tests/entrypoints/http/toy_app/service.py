"""A small service declared with the toolkit: enough endpoints to drive every rule of the wire."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

import attrs
from aiohttp import web

from adapters.meter.prometheus import PrometheusMeter
from application.ports.email_parser import EmailParser
from application.ports.translator import Translator
from application.request_context import get_language
from application.sessions.services.principal import Principal
from domain.access.service_permission import ServicePermission
from domain.accounts.email_address import EmailAddress
from domain.sessions.session import Device, Session, SessionPolicy
from domain.shared_kernel.errors import ExpiredTokenException, InvalidTokenException
from domain.shared_kernel.language import Language, Languages
from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _
from domain.shared_kernel.platform import Platform
from domain.shared_kernel.text import BrokenRule, require_clean
from entrypoints.http.admin.surface import ADMIN
from entrypoints.http.application import HttpEntrypoint
from entrypoints.http.customer.surface import CUSTOMER
from entrypoints.http.kit.body import BodyReader
from entrypoints.http.kit.hooks import Site
from entrypoints.http.kit.page_route import PageRoute
from entrypoints.http.kit.route import on_surface
from entrypoints.http.operations.health import Health, PublicKeys
from entrypoints.http.operations.routes import health_routes, key_routes
from entrypoints.http.server.connections import Connections, Timeouts
from entrypoints.schemas.context import PasswordRules, SchemaContext
from entrypoints.schemas.cursors import Cursors
from tests.entrypoints.http.toy_app.accounts import Accounts, accounts_routes
from tests.entrypoints.http.toy_app.schemas import NOW, a_user
from tests.entrypoints.http.toy_app.staff import Staff, staff_routes
from tests.support.languages import LANGUAGES

CURSORS = Cursors(b"k" * 32)
ALLOWED = "https://app.example.org"
ALLOWED_FOR_STAFF = "https://staff.example.org"


class PrefixTranslator(Translator):
    """English with the name of the language in front, unless that is English."""

    @property
    def languages(self) -> Languages:
        return LANGUAGES

    def gettext(self, message: Message, language: Language | None = None) -> str:
        spoken = language or get_language()
        return str(message) if spoken == Language("en") else f"[{spoken}] {message}"


class PlainEmails(EmailParser):
    def parse(self, text: str) -> EmailAddress:
        require_clean(text)
        if text.count("@") != 1:
            raise BrokenRule("invalid_email", _("This is no email address"))
        return EmailAddress(text)


class EightCharacters(PasswordRules):
    def require(self, password: str, personal: Iterable[str]) -> None:
        if len(password) < 8:
            raise BrokenRule("too_short", _("Use at least 8 characters"))
        if any(word in password for word in personal):
            raise BrokenRule("common_password", _("This password is easy to guess"))


async def prove(token: str, platform: Platform) -> Principal:
    """Knows ``good-customer``, ``good-admin`` and ``old``."""
    if token == "old":
        raise ExpiredTokenException
    if token != f"good-{platform}":
        raise InvalidTokenException
    user = a_user()
    session = Session.open(
        UUID(int=9, version=4),
        user=user,
        platform=platform,
        device=Device(),
        now=NOW,
        policy=SessionPolicy(),
    )
    return Principal(user, session)


async def page(request: web.Request) -> web.Response:
    policy = {"Content-Security-Policy": "default-src 'self'"}
    return web.Response(text="<p>", content_type="text/html", headers=policy)


async def moved(request: web.Request) -> web.Response:
    raise web.HTTPFound("/account")


@attrs.define
class Switch:
    """Whether the service says that it is ready."""

    on: bool = True

    async def __call__(self) -> bool:
        return self.on


def small_service(
    ready: Switch, timeouts: Timeouts | None = None, most: int = 100, bodies: BodyReader | None = None
) -> HttpEntrypoint:
    return HttpEntrypoint(
        endpoints=(
            *health_routes(Health(ready)),
            *key_routes(PublicKeys(lambda: (), timedelta(minutes=5))),
            *on_surface(CUSTOMER, *accounts_routes(Accounts())),
            *on_surface(ADMIN, *staff_routes(Staff(CURSORS))),
        ),
        translator=PrefixTranslator(),
        authenticate=prove,
        context=SchemaContext(PlainEmails(), EightCharacters(), CURSORS, LANGUAGES),
        permissions=[*ServicePermission],
        meter=PrometheusMeter({}),
        bodies=bodies or BodyReader(),
        timeouts=timeouts or Timeouts(),
        connections=Connections(most),
        site=Site(allowed_origins={Platform.CUSTOMER: [ALLOWED], Platform.ADMIN: [ALLOWED_FOR_STAFF]}),
        pages=[PageRoute(local_path="/account", handle=page), PageRoute(local_path="/old", handle=moved)],
    )
