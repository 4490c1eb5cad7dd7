"""``/account/…``: server-rendered pages behind the links in mails.

One class although it is long: each of the four pages goes the same way, from the link to its outcome, and each step
needs what the step before has found."""

from collections.abc import Iterator, Sequence
from functools import partial

import attrs
from aiohttp import web

from application.accounts.confirm_email import ConfirmEmail, ConfirmEmailCommand
from application.accounts.inspect_link import InspectLink
from application.accounts.services.link_verifier import InspectedLink
from application.accounts.set_password import SetPassword, SetPasswordCommand
from application.credentials.services.known_devices import KnownDevices
from application.request_context import set_language
from domain.accounts.errors import LinkSpent
from domain.accounts.user import User
from domain.shared_kernel.errors import ValidationException
from domain.shared_kernel.platform import Platform
from domain.shared_kernel.text import TOO_SHORT
from entrypoints.http.kit.body import BodyReader
from entrypoints.http.kit.page_route import PageRoute
from entrypoints.http.kit.statuses import status_of
from entrypoints.http.kit.surface import Surface
from entrypoints.http.pages.forms import read_form, require_own_form, sent_token
from entrypoints.http.pages.languages import chosen_language
from entrypoints.http.pages.link_outcome import outcome_of
from entrypoints.http.pages.page import PAGES, AccountPage
from entrypoints.http.pages.rendering import PageRenderer
from entrypoints.http.pages.surface import account_surface
from entrypoints.http.rate_limits.policies import SETS_PASSWORDS, UNLIMITED
from entrypoints.http.sign_in.device_cookies import DeviceCookies

CACHE_FOR_A_YEAR = "public, max-age=31536000, immutable"


@attrs.frozen
class AccountPages:
    """The pages of account links. ``GET`` inspects a link without spending it, the form's ``POST`` performs the act.
    Every outcome is a page, errors too."""

    inspect_link: InspectLink
    confirm_email: ConfirmEmail
    set_password: SetPassword
    known_devices: KnownDevices
    devices: DeviceCookies
    renderer: PageRenderer
    public_origin: str
    min_password: int
    bodies: BodyReader = attrs.field(factory=BodyReader)

    def routes(self) -> Sequence[PageRoute]:
        """Returns the routes of the pages, and of their style sheet."""
        surface = account_surface(self.renderer)
        style = PageRoute(surface=surface, local_path="/style.css", handle=self._style, limited=UNLIMITED)
        return [style, *(route for name, page in PAGES.items() for route in self._routes_of(surface, f"/{name}", page))]

    def _routes_of(self, surface: Surface, local_path: str, page: AccountPage) -> Iterator[PageRoute]:
        opened, act = partial(self._open, page), partial(self._act, page)
        yield PageRoute(surface=surface, local_path=local_path, handle=opened)
        yield PageRoute(surface=surface, local_path=local_path, method="POST", handle=act, limited=SETS_PASSWORDS)

    async def _open(self, page: AccountPage, request: web.Request) -> web.Response:
        inspected = await self._inspect(request, page)
        return self._outcome_page(request, page, inspected) or self._form(request, page, inspected)

    async def _act(self, page: AccountPage, request: web.Request) -> web.Response:
        require_own_form(request, self.public_origin)
        form = await read_form(request, self.bodies)
        inspected = await self._inspect(request, page)
        if outcome_page := self._outcome_page(request, page, inspected):
            return outcome_page
        try:
            cookies = await self._perform(page, sent_token(request), form.get("password", ""))
        except ValidationException as refused:
            return self._form(request, page, inspected, refused)
        except LinkSpent:  # by a form that was sent at the same moment
            if outcome_page := self._outcome_page(request, page, await self._inspect(request, page)):
                return outcome_page
            raise
        title, text = self.renderer.translate(page.done_title), self.renderer.translate(page.done)
        outcome = self.renderer.page(request, "outcome", title=title, text=text, wrong=False)
        for line in cookies:
            outcome.headers.add("Set-Cookie", line)
        return outcome

    async def _inspect(self, request: web.Request, page: AccountPage) -> InspectedLink:
        """Returns the link, and switches to the language of its recipient."""
        inspected = await self.inspect_link(sent_token(request), [page.purpose])
        self._set_language(request, inspected.user)
        return inspected

    def _outcome_page(self, request: web.Request, page: AccountPage, inspected: InspectedLink) -> web.Response | None:
        """Returns the page for a link that cannot be used, or ``None`` for one that can."""
        outcome = outcome_of(page, inspected.state)
        if outcome is None:
            return None
        title, text = self.renderer.translate(outcome.title), self.renderer.translate(outcome.text)
        status = status_of(LinkSpent)
        return self.renderer.page(request, "outcome", status=status, title=title, text=text, wrong=outcome.is_wrong)

    async def _perform(self, page: AccountPage, token: str, password: str) -> Sequence[str]:
        """Performs the act of the page. Returns values of ``Set-Cookie``: after a new password the device is known."""
        if not page.asks_password:
            await self.confirm_email(ConfirmEmailCommand(token=token, purposes=[page.purpose]))
            return ()
        command = SetPasswordCommand(token=token, password=password, purposes=[page.purpose], field="password")
        shown = self.known_devices.remember(await self.set_password(command))
        return [self.devices.line(shown, platform) for platform in Platform]

    def _form(
        self,
        request: web.Request,
        page: AccountPage,
        inspected: InspectedLink,
        refused: ValidationException | None = None,
    ) -> web.Response:
        return self.renderer.page(
            request,
            "form",
            status=422 if refused else 200,
            page=page,
            action=request.path_qs,
            email=inspected.token.new_email or inspected.user.email,
            hint=self.renderer.translate(TOO_SHORT.bind({"limit": self.min_password})),
            fault=refused and self.renderer.translate(refused.errors[0].message),
        )

    def _set_language(self, request: web.Request, user: User | None) -> None:
        """Sets the language that was chosen on the page, else that of the recipient; else that of the browser
        remains."""
        language = chosen_language(request) or (user and user.language)
        if language:
            set_language(language)

    async def _style(self, _request: web.Request) -> web.Response:
        return web.Response(
            body=self.renderer.style, content_type="text/css", headers={"Cache-Control": CACHE_FOR_A_YEAR}
        )
