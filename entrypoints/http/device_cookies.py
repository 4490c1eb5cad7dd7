"""What browsers, and other clients that keep cookies, are known by when they sign in again."""

from datetime import timedelta

import attrs
from aiohttp import web

from domain.shared_kernel.platform import Platform
from entrypoints.http.call import Answer, Call

LIFE = timedelta(days=365)


@attrs.frozen
class DeviceCookies:
    """Sent to where people sign in, and nowhere else. It opens nothing: it gives its device guesses of its own, which
    strangers cannot use up. Loopback, where TLS is rare, does without what demands it."""

    is_local: bool = False

    def name(self, platform: Platform) -> str:
        return f"{'' if self.is_local else '__Secure-'}cortex-device-{platform}"

    def is_shown(self, request: web.Request) -> bool:
        """Whether there is one at all, whatever it is worth."""
        return any(self.name(platform) in request.cookies for platform in Platform)

    def shown(self, call: Call[object], platform: Platform) -> str | None:
        """What the client shows of an earlier login."""
        return call.cookies.get(self.name(platform))

    def remembering(self, answer: Answer, token: str, platform: Platform) -> Answer:
        """The answer to a login, and what to show at the next."""
        return attrs.evolve(answer, cookies=(*answer.cookies, self.line(token, platform)))

    def line(self, token: str, platform: Platform) -> str:
        """A line of ``Set-Cookie``."""
        secure = "" if self.is_local else "; Secure"
        life = f"Max-Age={int(LIFE.total_seconds())}"
        return f"{self.name(platform)}={token}; {life}; HttpOnly{secure}; SameSite=Strict; Path=/{platform}/auth"
