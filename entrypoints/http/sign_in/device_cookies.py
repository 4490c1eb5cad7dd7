"""The cookie by which a device is known when somebody signs in again."""

from collections.abc import Mapping

import attrs

from application.credentials.services.known_devices import DEVICE_LIFE
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.cookies import CookieKind
from entrypoints.http.kit.hooks import Hook, ReceivedRequest, Site
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse


@attrs.frozen
class DeviceToken:
    """The note that has the device token of a request, unverified, or the one that a response gives to the device."""

    token: str = attrs.field(repr=False)


@attrs.frozen
class DeviceCookies:
    """Writes the device cookie. It grants no access: it gives its device login attempts of its own, which other devices
    cannot use up."""

    is_local: bool = False

    @property
    def kind(self) -> CookieKind:
        """The kind of cookie."""
        return CookieKind("cortex-device", self.is_local)

    def line(self, token: str, platform: Platform) -> str:
        """Returns the value of a ``Set-Cookie`` header that holds ``token``."""
        return self.kind.line(platform, token, int(DEVICE_LIFE.total_seconds()))


class KnownDevice(Hook):
    """Reads the device cookie, and writes the one that the response has a note of. ``is_exempt`` lets requests with the
    cookie, valid or not, of any platform, exceed the limits of their address: their handler has to decide."""

    answer_headers = ("Set-Cookie",)

    def __init__(self, *, is_exempt: bool = False) -> None:
        self._is_exempt = is_exempt

    def cookie_names(self, site: Site) -> frozenset[str]:
        return frozenset(map(DeviceCookies(site.is_local).kind.name, Platform))

    def may_exceed_limits(self, site: Site, cookies: Mapping[str, str]) -> bool:
        return self._is_exempt and not self.cookie_names(site).isdisjoint(cookies)

    def before(self, site: Site, request: ReceivedRequest) -> ReceivedRequest:
        shown = request.cookies.get(DeviceCookies(site.is_local).kind.name(request.platform))
        return request if shown is None else attrs.evolve(request, notes=(*request.notes, DeviceToken(shown)))

    def after(self, site: Site, request: EndpointRequest[object], answer: EndpointResponse) -> EndpointResponse:
        platform, given = request.platform, answer.note(DeviceToken)
        if platform is None or given is None:
            return answer
        cookies = DeviceCookies(site.is_local)
        former = cookies.kind.former(platform, request.cookies)
        return attrs.evolve(answer, cookies=(*answer.cookies, *former, cookies.line(given.token, platform)))
