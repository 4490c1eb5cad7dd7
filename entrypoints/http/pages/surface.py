"""The surfaces of pages. Errors below them are pages too."""

from aiohttp import web

from domain.shared_kernel.errors import BaseAppException
from entrypoints.http.kit.body_forms import FORM_BODY
from entrypoints.http.kit.problems import PROBLEMS
from entrypoints.http.kit.surface import RenderError, Surface
from entrypoints.http.pages.media_preference import wants_html
from entrypoints.http.pages.rendering import PageRenderer

ACCOUNT = "/account"
VARY = "Origin, Accept-Language, Accept"
"""The header of an answer that is either a page or JSON."""


def account_surface(renderer: PageRenderer) -> Surface:
    """Returns the surface of the links in mails."""
    return Surface(
        prefix=ACCOUNT,
        people="recipients of mails",
        body_form=FORM_BODY,
        render_error=renderer.refusal,
    )


def problem_surface(renderer: PageRenderer) -> Surface:
    """Returns the surface of the pages that explain errors."""
    return Surface(prefix=PROBLEMS, people="developers", render_error=page_for_readers(renderer, html_by_default=True))


def page_for_readers(renderer: PageRenderer, *, html_by_default: bool) -> RenderError:
    """Returns what renders errors as pages for requests that prefer HTML, and leaves the others to be problem
    documents."""

    def render(request: web.Request, error: BaseAppException) -> web.Response | None:
        if not wants_html(request, by_default=html_by_default):
            return None
        page = renderer.refusal(request, error)
        page.headers["Vary"] = VARY
        return page

    return render
