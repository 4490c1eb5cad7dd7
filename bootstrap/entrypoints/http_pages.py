"""The HTML pages."""

from collections.abc import Sequence

from bootstrap.domains.core import Core
from bootstrap.settings.settings import Settings
from entrypoints.http.kit.page_route import PageRoute
from entrypoints.http.pages.account_pages import AccountPages
from entrypoints.http.pages.problem_pages import ProblemPages
from entrypoints.http.pages.rendering import PageRenderer
from entrypoints.http.pages.root_page import RootPage
from entrypoints.http.pages.routes import routes_of_pages
from entrypoints.http.pages.surface import ACCOUNT
from entrypoints.http.sign_in.device_cookies import DeviceCookies


def page_routes(core: Core, settings: Settings) -> Sequence[PageRoute]:
    """Assembles the pages of accounts, of problems and of the bare address."""
    service, origin = settings.service_name, settings.web.public.text
    renderer = PageRenderer(core.ports.translator, service=service, style_address=f"{ACCOUNT}/style.css")
    account_pages = AccountPages(
        core.accounts.inspect_link,
        core.accounts.confirm_email,
        core.accounts.set_password,
        core.credentials.known_devices,
        DeviceCookies(settings.web.is_local),
        renderer,
        origin,
        settings.accounts.password_min_length,
    )
    problem_pages = ProblemPages(renderer=renderer, public_origin=origin)
    root_page = RootPage(renderer=renderer, service=service, public_origin=origin, docs=settings.web.serves_docs)
    return routes_of_pages(account_pages, problem_pages, root_page)
