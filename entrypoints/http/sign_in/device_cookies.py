"""The cookie by which a device is known when somebody signs in again."""

from collections.abc import Mapping

import attrs

from application.sessions.services.known_devices import DEVICE_LIFE
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.cookies import CookieKind
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse


@attrs.frozen
class DeviceCookies:
    """Reads and writes the device cookie. It grants no access: it gives its device login attempts of its own, which
    other devices cannot use up."""

    is_local: bool = False

    @property
    def kind(self) -> CookieKind:
        """The kind of cookie."""
        return CookieKind("cortex-device", self.is_local)

    def name(self, platform: Platform) -> str:
        """Returns the name of the cookie of a platform."""
        return self.kind.name(platform)

    def is_sent(self, cookies: Mapping[str, str]) -> bool:
        """Returns true if the cookie of any platform was sent, valid or not."""
        return any(self.name(platform) in cookies for platform in Platform)

    def shown(self, request: EndpointRequest[object], platform: Platform) -> str | None:
        """Returns the device token of an earlier login, unverified, or ``None``."""
        return request.cookies.get(self.name(platform))

    def with_device_cookie(
        self, request: EndpointRequest[object], answer: EndpointResponse, token: str, platform: Platform
    ) -> EndpointResponse:
        """Returns the response with the cookie that holds ``token``."""
        former = self.kind.former(platform, request.cookies)
        return attrs.evolve(answer, cookies=(*answer.cookies, *former, self.line(token, platform)))

    def line(self, token: str, platform: Platform) -> str:
        """Returns the value of a ``Set-Cookie`` header that holds ``token``."""
        return self.kind.line(platform, token, int(DEVICE_LIFE.total_seconds()))
