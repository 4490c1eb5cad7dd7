"""``/``: names the service and links to its public resources."""

from collections.abc import Sequence

import attrs
from aiohttp import web

from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.http.kit.page_route import PageRoute
from entrypoints.http.kit.problems import PROBLEMS
from entrypoints.http.pages.reading import Representation, page_handler
from entrypoints.http.pages.rendering import PageRenderer
from entrypoints.http.pages.surface import page_for_readers

ROOT = "/"


@attrs.frozen
class Link:
    """A link; programs know it by ``name``, people see ``text``."""

    name: str
    path: str
    text: Message


_DOCS = (
    Link("docs", "/docs", _("The API, to read and to try")),
    Link("openapi", "/openapi.json", _("The API as an OpenAPI document")),
)
_COMMON_LINKS = (
    Link("problems", PROBLEMS, _("Error codes")),
    Link("liveness", "/health/live", _("Whether the service runs")),
    Link("readiness", "/health/ready", _("Whether the service can answer now")),
    Link("keys", "/.well-known/jwks.json", _("Public keys of access tokens")),
)


@attrs.frozen
class RootPage:
    """A page for browsers, and the same links as JSON for other clients."""

    renderer: PageRenderer
    service: str
    public_url: str = ""
    docs: bool = True

    def routes(self) -> Sequence[PageRoute]:
        """Returns the route of the page."""
        handle = page_handler(self.renderer, html_by_default=False, answer=self._answer)
        render_error = page_for_readers(self.renderer, html_by_default=False)
        return [PageRoute(local_path=ROOT, handle=handle, render_error=render_error)]

    @property
    def links(self) -> Sequence[Link]:
        """The links; those to the API description if it is served."""
        return (*(_DOCS if self.docs else ()), *_COMMON_LINKS)

    def _answer(self, form: Representation) -> web.Response:
        if form.is_html:
            return form.page("root", links=self.links)
        links = {link.name: f"{self.public_url}{link.path}" for link in self.links}
        return form.json({"service": self.service, "links": links})
