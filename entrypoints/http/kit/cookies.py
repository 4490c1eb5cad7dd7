"""The cookies of this service: how they are named, written, read and taken back."""

from collections.abc import Collection, Iterator, Mapping

import attrs
from aiohttp import web

from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.protocol_errors import MalformedRequest


@attrs.frozen
class CookieKind:
    """One cookie for each platform. Browsers take a ``__Host-`` cookie from this host alone, over TLS and for every
    path (RFC 6265bis, 4.1.3.2), so that no sibling of the domain can plant one. Loopback, where TLS is rare, does
    without what demands it."""

    stem: str
    is_local: bool = False

    def name(self, platform: Platform) -> str:
        return f"{'' if self.is_local else '__Host-'}{self.stem}-{platform}"

    def line(self, platform: Platform, value: str, seconds: int) -> str:
        """A line of ``Set-Cookie``."""
        return self._written(self.name(platform), value, seconds, "/")

    def former(self, platform: Platform, sent: Mapping[str, str]) -> tuple[str, ...]:
        """The line that takes back the cookie of releases that kept it under a path, where one may have been
        ``sent``. It is never read, as siblings could plant it."""
        name = f"{'' if self.is_local else '__Secure-'}{self.stem}-{platform}"
        return (self._written(name, "", 0, f"/{platform}/auth"),) if name in sent else ()

    def _written(self, name: str, value: str, seconds: int, path: str) -> str:
        secure = "" if self.is_local else "; Secure"
        return f"{name}={value}; Max-Age={seconds}; HttpOnly{secure}; SameSite=Strict; Path={path}"


def read_cookies(request: web.BaseRequest, own: Collection[str]) -> Mapping[str, str]:
    """Every cookie of a request by its name. Raises ``MalformedRequest`` where one of ``own`` is there twice: nobody
    can tell which of them this service has set."""
    cookies: dict[str, str] = {}
    for name, value in _pairs(request.headers.getall("Cookie", ())):
        if name in cookies and name in own:
            raise MalformedRequest
        cookies.setdefault(name, value)
    return cookies


def _pairs(lines: Collection[str]) -> Iterator[tuple[str, str]]:
    """As browsers send them (RFC 6265, 4.2.1), also over several lines (RFC 9113, 8.2.3). Quotes hold nothing
    together: a value that could swallow the next cookie would let a planted one hide it."""
    for line in lines:
        for part in line.split(";"):
            name, _, value = part.partition("=")
            yield name.strip(), _unquoted(value.strip())


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value
