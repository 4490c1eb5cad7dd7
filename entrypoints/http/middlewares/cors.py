"""Cross-origin requests (Fetch standard): closed unless an origin is named in the settings."""

from collections.abc import Collection, Iterator, Mapping

import attrs

from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.platforms import platform_of

EXPOSED = "ETag, Retry-After, RateLimit, RateLimit-Policy, X-Request-ID, Content-Language"
ACCEPTED = (
    "Authorization, Content-Type, Content-Encoding, Accept-Language, X-Source, X-Request-ID, If-Match, traceparent, "
    "tracestate"
)
"""Every header that is read and that a page can set."""
PREFLIGHT_SECONDS = "600"


@attrs.frozen
class Cors:
    """``origins`` of the pages that may use each platform, as browsers write them: ``https://app.example.org``. What
    lies beside the platforms is the same for everybody, and open to the pages of either."""

    origins: Mapping[Platform, Collection[str]] = attrs.field(factory=dict)

    def headers(self, path: str, origin: str | None) -> Iterator[tuple[str, str]]:
        """What lets a page of this origin read an answer."""
        if origin and self._allows(path, origin):
            yield "Access-Control-Allow-Origin", origin
            yield "Access-Control-Allow-Credentials", "true"
            yield "Access-Control-Expose-Headers", EXPOSED

    def preflight_headers(self, path: str, origin: str, methods: Collection[str]) -> Iterator[tuple[str, str]]:
        """What lets a page of this origin send a request; the rest comes with every answer."""
        if self._allows(path, origin):
            yield "Access-Control-Allow-Methods", ", ".join(sorted(methods))
            yield "Access-Control-Allow-Headers", ACCEPTED
            yield "Access-Control-Max-Age", PREFLIGHT_SECONDS

    def _allows(self, path: str, origin: str) -> bool:
        platform = platform_of(path)
        if platform is not None:
            return origin in self.origins.get(platform, ())
        return any(origin in allowed for allowed in self.origins.values())
