"""Cross-origin requests (Fetch standard): closed unless an origin is named in the settings."""

from collections.abc import Collection, Iterator

import attrs

EXPOSED = "ETag, Retry-After, RateLimit, RateLimit-Policy, X-Request-ID, Content-Language"
ACCEPTED = "Authorization, Content-Type, Accept-Language, X-Source, X-Request-ID, If-Match"
PREFLIGHT_SECONDS = "600"


@attrs.frozen
class Cors:
    """``origins`` as browsers write them: ``https://app.example.org``."""

    origins: Collection[str] = ()

    def headers(self, origin: str | None) -> Iterator[tuple[str, str]]:
        """What lets a page of this origin read an answer."""
        if origin in self.origins:
            yield "Access-Control-Allow-Origin", str(origin)
            yield "Access-Control-Allow-Credentials", "true"
            yield "Access-Control-Expose-Headers", EXPOSED

    def preflight_headers(self, origin: str, methods: Collection[str]) -> Iterator[tuple[str, str]]:
        """What lets a page of this origin send a request; the rest comes with every answer."""
        if origin in self.origins:
            yield "Access-Control-Allow-Methods", ", ".join(sorted(methods))
            yield "Access-Control-Allow-Headers", ACCEPTED
            yield "Access-Control-Max-Age", PREFLIGHT_SECONDS
