"""Public pages that programs can read as JSON too."""

import json
from collections.abc import Awaitable, Callable, Mapping

import attrs
from aiohttp import web

from entrypoints.http.pages.languages import PARAMETER
from entrypoints.http.pages.media_preference import JSON, wants_html
from entrypoints.http.pages.rendering import PageRenderer
from entrypoints.http.pages.surface import VARY

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@attrs.frozen
class Representation:
    """The media type and the language that a request asks for."""

    is_html: bool
    renderer: PageRenderer
    request: web.Request

    def page(self, template: str, **facts: object) -> web.Response:
        """Returns the page; its links keep the chosen language."""
        return self.renderer.page(self.request, template, status=200, link=self._link, **facts)

    def json(self, document: Mapping[str, object]) -> web.Response:
        """Returns the document as JSON."""
        return web.Response(text=json.dumps(document, ensure_ascii=False), content_type=JSON)

    def _link(self, path: str) -> str:
        language = self.renderer.languages.chosen(self.request)
        address = self.renderer.address(path)
        return f"{address}?{PARAMETER}={language}" if language else address


def page_handler(
    renderer: PageRenderer, *, html_by_default: bool, answer: Callable[[Representation], web.Response]
) -> Handler:
    """Returns a handler of requests that ask for a page or for JSON."""

    async def handle(request: web.Request) -> web.StreamResponse:
        form = Representation(wants_html(request, by_default=html_by_default), renderer, request)
        renderer.speak(request)
        response = answer(form)
        response.headers["Vary"] = VARY
        return response

    return handle
