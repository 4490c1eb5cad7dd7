"""Cross-origin requests (Fetch standard). None are allowed unless the settings name an origin."""

from collections.abc import Collection, Iterator, Mapping

import attrs

from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.surface import Surfaces

EXPOSED_HEADERS = "ETag, Retry-After, RateLimit, RateLimit-Policy, X-Request-ID, Content-Language"
ACCEPTED_HEADERS = (
    "Authorization, Content-Type, Content-Encoding, Accept-Language, X-Source, X-Request-ID, If-Match, traceparent, "
    "tracestate"
)
"""Every header that this service reads and that a page can set."""
PREFLIGHT_SECONDS = "600"


@attrs.frozen
class Cors:
    """Allows pages of ``origins`` to use a platform; each is written as browsers send it: ``https://app.example.org``.
    Surfaces without a platform, which are the same for every client, are open to the origins of both."""

    origins: Mapping[Platform, Collection[str]] = attrs.field(factory=dict)
    surfaces: Surfaces = attrs.field(factory=Surfaces)

    def headers(self, path: str, origin: str | None) -> Iterator[tuple[str, str]]:
        """Yields the headers that let a page of ``origin`` read an answer; none if it is not allowed."""
        if origin and self._allows(path, origin):
            yield "Access-Control-Allow-Origin", origin
            yield "Access-Control-Allow-Credentials", "true"
            yield "Access-Control-Expose-Headers", EXPOSED_HEADERS

    def preflight_headers(self, path: str, origin: str, methods: Collection[str]) -> Iterator[tuple[str, str]]:
        """Yields the headers that let a page of ``origin`` send a request; ``headers`` has the others."""
        if self._allows(path, origin):
            yield "Access-Control-Allow-Methods", ", ".join(sorted(methods))
            yield "Access-Control-Allow-Headers", ACCEPTED_HEADERS
            yield "Access-Control-Max-Age", PREFLIGHT_SECONDS

    def _allows(self, path: str, origin: str) -> bool:
        platform = self.surfaces.find(path).platform
        return any(origin in allowed for each, allowed in self.origins.items() if platform in {each, None})
