"""The HTML pages."""

from collections.abc import Sequence

from bootstrap.domains.core import Core
from bootstrap.settings.settings import Settings
from entrypoints.http.kit.page_route import PageRoute
from entrypoints.http.pages.link_page import LinkAct
from entrypoints.http.pages.link_pages import LinkPages
from entrypoints.http.pages.problem_pages import ProblemPages
from entrypoints.http.pages.rendering import PageRenderer
from entrypoints.http.pages.root_page import RootPage
from entrypoints.http.pages.routes import routes_of_pages
from entrypoints.http.pages.surface import ACCOUNT


def page_routes(core: Core, acts: Sequence[LinkAct], settings: Settings) -> Sequence[PageRoute]:
    """Assembles the pages of links, of problems and of the bare address."""
    service, public = settings.service_name, settings.web.public
    renderer = PageRenderer(
        core.ports.translator, service=service, style_address=f"{ACCOUNT}/style.css", base_path=public.path
    )
    link_pages = LinkPages(
        core.accounts.inspect_link,
        acts,
        renderer,
        public.origin,
        settings.accounts.password_min_length,
    )
    problem_pages = ProblemPages(renderer=renderer, public_url=public.text)
    root_page = RootPage(renderer=renderer, service=service, public_url=public.text, docs=settings.web.serves_docs)
    return routes_of_pages(link_pages, problem_pages, root_page)
