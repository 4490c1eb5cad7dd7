"""``/``: what this is, and where the rest of it is."""

from collections.abc import Sequence

import attrs
from aiohttp import web

from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.http.kit.problems import PROBLEMS
from entrypoints.http.pages.reading import Form, reading
from entrypoints.http.pages.rendering import PageRenderer
from entrypoints.http.rate_limits.admission import RateLimits

ROOT = "/"


@attrs.frozen
class Link:
    """Where something is. ``name`` is for programs, ``text`` for people."""

    name: str
    path: str
    text: Message


_DOCS = (
    Link("docs", "/docs", _("The API, to read and to try")),
    Link("openapi", "/openapi.json", _("The API as an OpenAPI document")),
)
_ALWAYS = (
    Link("problems", PROBLEMS, _("Error codes")),
    Link("liveness", "/health/live", _("Whether the service runs")),
    Link("readiness", "/health/ready", _("Whether the service can answer now")),
    Link("keys", "/.well-known/jwks.json", _("Public keys of access tokens")),
)


@attrs.frozen
class RootPage:
    """A page for browsers, and the same links as JSON for everybody else."""

    renderer: PageRenderer
    service: str
    public_origin: str = ""
    docs: bool = True
    limits: RateLimits = attrs.field(factory=RateLimits)

    def routes(self) -> Sequence[web.RouteDef]:
        """The address of the page."""
        return [web.get(ROOT, reading(self.renderer, self.limits, html_by_default=False, answer=self._answer))]

    @property
    def links(self) -> Sequence[Link]:
        """What is served; the description of the API where it is."""
        return (*(_DOCS if self.docs else ()), *_ALWAYS)

    def _answer(self, form: Form) -> web.Response:
        if form.is_html:
            return form.page("root", links=self.links)
        links = {link.name: f"{self.public_origin}{link.path}" for link in self.links}
        return form.json({"service": self.service, "links": links})
