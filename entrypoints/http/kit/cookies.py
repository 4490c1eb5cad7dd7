"""Names, writes, reads and expires the cookies of this service."""

from collections.abc import Collection, Iterator, Mapping

import attrs
from aiohttp import web

from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.protocol_errors import MalformedRequest


@attrs.frozen
class CookieKind:
    """A cookie with one name for each platform. Browsers accept a ``__Host-`` cookie only from this host, over TLS and
    for every path (RFC 6265bis, 4.1.3.2), so that no sibling domain can set it. On loopback, where TLS is rare,
    ``is_local`` drops the prefix and ``Secure``."""

    stem: str
    is_local: bool = False

    def name(self, platform: Platform) -> str:
        """Returns the name of the cookie of a platform: ``__Host-cortex-customer``."""
        return f"{'' if self.is_local else '__Host-'}{self.stem}-{platform}"

    def line(self, platform: Platform, value: str, seconds: int) -> str:
        """Returns the value of a ``Set-Cookie`` header that stores ``value`` for ``seconds``; 0 removes the cookie."""
        return self._written(self.name(platform), value, seconds, "/")

    def former(self, platform: Platform, sent: Mapping[str, str]) -> tuple[str, ...]:
        """Returns the ``Set-Cookie`` value that removes the cookie of older releases, which was bound to a path, if
        ``sent`` has it. That cookie is never read, because sibling domains could set it."""
        name = f"{'' if self.is_local else '__Secure-'}{self.stem}-{platform}"
        return (self._written(name, "", 0, f"/{platform}/auth"),) if name in sent else ()

    def _written(self, name: str, value: str, seconds: int, path: str) -> str:
        secure = "" if self.is_local else "; Secure"
        return f"{name}={value}; Max-Age={seconds}; HttpOnly{secure}; SameSite=Strict; Path={path}"


def read_cookies(request: web.BaseRequest, own: Collection[str]) -> Mapping[str, str]:
    """Returns the cookies of a request by name, the first of each. Raises ``MalformedRequest`` if a name in ``own``
    occurs twice: it is undecidable which of the two this service has set."""
    cookies: dict[str, str] = {}
    for name, value in _pairs(request.headers.getall("Cookie", ())):
        if name in cookies and name in own:
            raise MalformedRequest
        cookies.setdefault(name, value)
    return cookies


def _pairs(lines: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yields the pairs of ``Cookie`` headers (RFC 6265, 4.2.1), also of several lines (RFC 9113, 8.2.3). A quoted value
    ends at the next semicolon: otherwise a planted cookie could hide the one behind it."""
    for line in lines:
        for part in line.split(";"):
            name, _, value = part.partition("=")
            yield name.strip(), _unquoted(value.strip())


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value
