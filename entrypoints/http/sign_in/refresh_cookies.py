"""Cookie mode: browsers keep refresh tokens in a cookie that no script can read."""

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

CLEAR_SITE_DATA: Mapping[str, str] = {"Clear-Site-Data": '"cache", "storage"'}
"""Removes what pages have stored at this origin (ASVS 14.3.1). Not ``"cookies"``: that removes those of the whole
registrable domain, of sibling domains and of the known device; the refresh cookie is removed by name."""
MEMBER_NAME = "refresh_token"
"""The member of a body that the cookie replaces."""


@attrs.frozen
class RefreshCookies:
    """Reads and writes the refresh cookie. It is accepted only from pages of the service itself, and of the origins
    that are allowed for its platform."""

    public_origin: str = "https://localhost"
    is_local: bool = False
    allowed_origins: Mapping[Platform, Collection[str]] = attrs.field(factory=dict)

    @property
    def kind(self) -> CookieKind:
        """The kind of cookie."""
        return CookieKind("cortex", self.is_local)

    def name(self, platform: Platform) -> str:
        """Returns the name of the cookie of a platform."""
        return self.kind.name(platform)

    def answer(
        self, request: EndpointRequest[object], pair: TokenPair, platform: Platform, place: RefreshIn
    ) -> EndpointResponse:
        """Returns the response with new tokens, the refresh token in the body or in the cookie."""
        if place is RefreshIn.BODY:
            return EndpointResponse(TokenPairBody.of(pair))
        kept = self.kind.line(platform, pair.refresh_token, pair.refresh_expires_in)
        cookies = (kept, *self.kind.former(platform, request.cookies))
        return EndpointResponse(TokenPairBody.without_refresh_token(pair), cookies=cookies)

    def removed(self, request: EndpointRequest[object], platform: Platform) -> EndpointResponse:
        """Returns the response to a logout; it removes the cookie if the refresh token came in it."""
        if not request.token_in_cookie:
            return EndpointResponse()
        return EndpointResponse(
            headers=CLEAR_SITE_DATA,
            cookies=(self.kind.line(platform, "", 0), *self.kind.former(platform, request.cookies)),
        )

    def with_cookie_token(
        self, request: web.Request, platform: Platform, cookies: Mapping[str, str], sent: object
    ) -> tuple[object, bool]:
        """Returns the body, with the refresh token of the cookie if it has none itself, and true if the cookie was
        used. Raises ``OriginRefused`` if a page of another origin sends the cookie."""
        token = cookies.get(self.name(platform))
        body = {} if sent is ABSENT else sent
        if not token or not isinstance(body, dict) or MEMBER_NAME in body:
            return sent, False
        self._require_trusted(request, platform)
        return {**body, MEMBER_NAME: token}, True

    def _require_trusted(self, request: web.Request, platform: Platform) -> None:
        """Checks the header ``Origin``, which browsers send with every POST (Fetch standard)."""
        origin, allowed = request.headers.get("Origin", ""), self.allowed_origins.get(platform, ())
        scheme = urlsplit(self.public_origin).scheme
        is_own = origin.startswith(f"{scheme}://") and is_own_origin(origin, request.host)
        if not is_own and origin not in {self.public_origin, *allowed}:
            raise OriginRefused
