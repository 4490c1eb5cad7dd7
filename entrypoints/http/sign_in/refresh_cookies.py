"""Cookie mode: browsers keep refresh tokens where no script can read them."""

from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

import attrs
from aiohttp import web

from application.sessions.services.tokens import TokenPair
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.cookies import CookieKind
from entrypoints.http.kit.origins import is_own_origin
from entrypoints.http.kit.protocol_errors import OriginRefused
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.schemas.sessions import RefreshIn, TokenPairBody
from entrypoints.schemas.validation import ABSENT

FORGET: Mapping[str, str] = {"Clear-Site-Data": '"cache", "storage"'}
"""Of what a page has kept of somebody at this origin (ASVS 14.3.1). Not ``"cookies"``: that takes those of the whole
registrable domain, of siblings and of the known device too, and ours is taken back by name."""
MEMBER = "refresh_token"
"""What a body calls the token that a cookie stands in for."""


@attrs.frozen
class RefreshCookies:
    """Honoured only for pages of the service itself, and of the origins that are allowed for its platform."""

    public_origin: str = "https://localhost"
    is_local: bool = False
    allowed_origins: Mapping[Platform, Collection[str]] = attrs.field(factory=dict)

    @property
    def kind(self) -> CookieKind:
        return CookieKind("cortex", self.is_local)

    def name(self, platform: Platform) -> str:
        return self.kind.name(platform)

    def answer(
        self, request: EndpointRequest[object], pair: TokenPair, platform: Platform, place: RefreshIn
    ) -> EndpointResponse:
        """New tokens, the refresh token in the body or in the cookie."""
        if place is RefreshIn.BODY:
            return EndpointResponse(TokenPairBody.of(pair))
        kept = self.kind.line(platform, pair.refresh_token, pair.refresh_expires_in)
        cookies = (kept, *self.kind.former(platform, request.cookies))
        return EndpointResponse(TokenPairBody.without_refresh_token(pair), cookies=cookies)

    def removed(self, request: EndpointRequest[object], platform: Platform) -> EndpointResponse:
        """Takes back what was put into the cookie, where the token came in one."""
        if not request.token_in_cookie:
            return EndpointResponse()
        return EndpointResponse(
            headers=FORGET, cookies=(self.kind.line(platform, "", 0), *self.kind.former(platform, request.cookies))
        )

    def stand_in(
        self, request: web.Request, platform: Platform, cookies: Mapping[str, str], sent: object
    ) -> tuple[object, bool]:
        """The body with the token of the cookie, where it has none itself, and which of them it came from. Raises
        ``OriginRefused``."""
        token = cookies.get(self.name(platform))
        body = {} if sent is ABSENT else sent
        if not token or not isinstance(body, dict) or MEMBER in body:
            return sent, False
        self._require_trusted(request, platform)
        return {**body, MEMBER: token}, True

    def _require_trusted(self, request: web.Request, platform: Platform) -> None:
        """A browser names the origin of the page behind every POST (Fetch standard)."""
        origin, allowed = request.headers.get("Origin", ""), self.allowed_origins.get(platform, ())
        scheme = urlsplit(self.public_origin).scheme
        is_own = origin.startswith(f"{scheme}://") and is_own_origin(origin, request.host)
        if not is_own and origin not in {self.public_origin, *allowed}:
            raise OriginRefused
