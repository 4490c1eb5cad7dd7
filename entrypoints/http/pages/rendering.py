"""Renders pages as HTML."""

from hashlib import sha256

from aiohttp import web

from application.ports.translator import Translator
from application.request_context import get_language, set_language
from domain.shared_kernel.errors import BaseAppException
from domain.shared_kernel.language import Language
from domain.shared_kernel.messages import Message
from entrypoints.http.kit.problems import error_headers
from entrypoints.http.kit.statuses import status_of
from entrypoints.http.pages.languages import PageLanguages, direction_of
from entrypoints.http.pages.page_files import page_files

POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"


class PageRenderer:
    """Renders pages in the language of the request, without scripts and not to be cached. Templates are read when it is
    constructed, so that no request reads files, and compiled when they are first rendered."""

    def __init__(self, translator: Translator, *, service: str, style_address: str, base_path: str = "") -> None:
        self._translator = translator
        self.languages = PageLanguages(translator)
        self._service = service
        self._base_path = base_path
        self.style = page_files()["style.css"].encode()
        self._style_address = f"{base_path}{style_address}?v={sha256(self.style).hexdigest()[:12]}"

    def page(self, request: web.Request, template: str, *, status: int = 200, **facts: object) -> web.Response:
        """Returns the response with the rendered template; ``facts`` are its variables."""
        language = get_language()
        from entrypoints.http.pages.jinja import render_template  # Jinja is imported with the first page

        html = render_template(
            template,
            **facts,
            gettext=self.translate,
            language=language,
            direction=direction_of(language),
            languages=list(self.languages.choices(request)),
            service=self._service,
            style=self._style_address,
            plain_link=self.address,
        )
        headers = {"Content-Security-Policy": POLICY}
        return web.Response(text=html, status=status, content_type="text/html", headers=headers)

    def refusal(self, request: web.Request, error: BaseAppException) -> web.Response:
        """Returns the page for an error, with its status and headers, in the language that was chosen on the page."""
        self.speak(request)
        title, text = self.translate(error.title), self.translate(error.message)
        page = self.page(request, "outcome", status=status_of(type(error)), title=title, text=text, wrong=True)
        page.headers.update(error_headers(error))
        return page

    def address(self, path: str) -> str:
        """Returns the address of a path of the service, for links."""
        return f"{self._base_path}{path}"

    def speak(self, request: web.Request, language: Language | None = None) -> None:
        """Sets the language that was chosen on the page; else ``language``, if it is given and spoken."""
        chosen = self.languages.chosen(request) or (language and self._translator.languages.spoken(language))
        if chosen:
            set_language(chosen)

    def translate(self, said: str | Message) -> str:
        """Returns the text in the language of the request."""
        return self._translator.gettext(Message.of(said))
