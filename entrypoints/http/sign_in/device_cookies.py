"""What browsers, and other clients that keep cookies, are known by when they sign in again."""

from collections.abc import Mapping

import attrs

from application.sessions.services.known_devices import DEVICE_LIFE
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.cookies import CookieKind
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse


@attrs.frozen
class DeviceCookies:
    """It opens nothing: it gives its device guesses of its own, which strangers cannot use up."""

    is_local: bool = False

    @property
    def kind(self) -> CookieKind:
        return CookieKind("cortex-device", self.is_local)

    def name(self, platform: Platform) -> str:
        return self.kind.name(platform)

    def is_shown(self, cookies: Mapping[str, str]) -> bool:
        """Whether there is one at all, whatever it is worth."""
        return any(self.name(platform) in cookies for platform in Platform)

    def shown(self, request: EndpointRequest[object], platform: Platform) -> str | None:
        """What the client shows of an earlier login."""
        return request.cookies.get(self.name(platform))

    def remembering(
        self, request: EndpointRequest[object], answer: EndpointResponse, token: str, platform: Platform
    ) -> EndpointResponse:
        """The answer to a login, and what to show at the next."""
        former = self.kind.former(platform, request.cookies)
        return attrs.evolve(answer, cookies=(*answer.cookies, *former, self.line(token, platform)))

    def line(self, token: str, platform: Platform) -> str:
        """A line of ``Set-Cookie``."""
        return self.kind.line(platform, token, int(DEVICE_LIFE.total_seconds()))
