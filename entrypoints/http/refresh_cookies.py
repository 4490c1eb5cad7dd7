"""Cookie mode: browsers keep refresh tokens where no script can read them."""

from collections.abc import Collection
from urllib.parse import urlsplit

import attrs
from aiohttp import web

from application.sessions.tokens import TokenPair
from domain.shared_kernel.platform import Platform
from entrypoints.http.body import ABSENT
from entrypoints.http.call import Answer
from entrypoints.http.protocol_errors import OriginRefused
from entrypoints.http.schemas.sessions import RefreshIn, TokenPairBody

MEMBER = "refresh_token"
"""What a body calls the token that a cookie stands in for."""


@attrs.frozen
class RefreshCookies:
    """One cookie for each platform, sent only to where it is used, and honoured only for pages of the service itself
    and of ``allowed_origins``. Loopback, where TLS is rare, does without what demands it."""

    public_origin: str = "https://localhost"
    is_local: bool = False
    allowed_origins: Collection[str] = ()

    def name(self, platform: Platform) -> str:
        return f"{'' if self.is_local else '__Secure-'}cortex-{platform}"

    def answer(self, pair: TokenPair, platform: Platform, place: RefreshIn) -> Answer:
        """New tokens, the refresh token in the body or in the cookie."""
        if place is RefreshIn.BODY:
            return Answer(TokenPairBody.of(pair))
        kept = self._line(platform, pair.refresh_token, pair.refresh_expires_in)
        return Answer(TokenPairBody.without_refresh_token(pair), cookies=(kept,))

    def farewell(self, platform: Platform, place: RefreshIn) -> Answer:
        """Takes back what was put into the cookie."""
        return Answer(cookies=() if place is RefreshIn.BODY else (self._line(platform, "", 0),))

    def stand_in(self, request: web.Request, platform: Platform, sent: object) -> tuple[object, RefreshIn]:
        """The body with the token of the cookie, where it has none itself, and which of them it came from. Raises
        ``OriginRefused``."""
        token = request.cookies.get(self.name(platform))
        body = {} if sent is ABSENT else sent
        if not token or not isinstance(body, dict) or MEMBER in body:
            return sent, RefreshIn.BODY
        self._require_trusted(request)
        return {**body, MEMBER: token}, RefreshIn.COOKIE

    def _require_trusted(self, request: web.Request) -> None:
        """A browser names the origin of the page behind every POST (Fetch standard)."""
        own = f"{urlsplit(self.public_origin).scheme}://{request.host}"
        if request.headers.get("Origin") not in {self.public_origin, own, *self.allowed_origins}:
            raise OriginRefused

    def _line(self, platform: Platform, value: str, seconds: int) -> str:
        secure = "" if self.is_local else "; Secure"
        path = f"/{platform}/auth"
        return f"{self.name(platform)}={value}; Max-Age={seconds}; HttpOnly{secure}; SameSite=Strict; Path={path}"
