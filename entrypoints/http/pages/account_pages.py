"""``/account/…``: server-rendered, for people who follow the link in a mail."""

import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence

import attrs
from aiohttp import web

from application.accounts.confirm_email import ConfirmEmail, ConfirmEmailCommand
from application.accounts.inspect_link import InspectLink
from application.accounts.services.link_verifier import InspectedLink
from application.accounts.set_password import SetPassword, SetPasswordCommand
from application.request_context import set_language
from application.sessions.services.known_devices import KnownDevices
from domain.accounts.errors import LinkSpent
from domain.accounts.user import User
from domain.shared_kernel.errors import BaseAppException, NotFoundException, ValidationException
from domain.shared_kernel.platform import Platform
from domain.shared_kernel.text import TOO_SHORT
from entrypoints.http.kit.body import BodyReader
from entrypoints.http.kit.protocol_errors import InternalError
from entrypoints.http.kit.statuses import status_of
from entrypoints.http.pages.forms import read_form, require_own_form, sent_token
from entrypoints.http.pages.languages import chosen_language
from entrypoints.http.pages.link_outcome import outcome_of
from entrypoints.http.pages.page import PAGES, Page
from entrypoints.http.pages.rendering import PageRenderer
from entrypoints.http.rate_limits.admission import RateLimits
from entrypoints.http.rate_limits.policies import BY_ADDRESS, SETS_PASSWORDS, LimitKinds
from entrypoints.http.sign_in.device_cookies import DeviceCookies

ROOT = "/account"
A_YEAR = "public, max-age=31536000, immutable"
_logger = logging.getLogger("cortex.http")


@attrs.frozen
class AccountPages:
    """Opening a page looks at its link and spends nothing; its form does the act. Every outcome is a page."""

    looking: InspectLink
    confirming: ConfirmEmail
    setting: SetPassword
    known: KnownDevices
    devices: DeviceCookies
    renderer: PageRenderer
    public_origin: str
    min_password: int
    limits: RateLimits = attrs.field(factory=RateLimits)
    bodies: BodyReader = attrs.field(factory=BodyReader)

    def routes(self) -> Sequence[web.RouteDef]:
        pages = [route for name, page in PAGES.items() for route in self._routes_of(f"{ROOT}/{name}", page)]
        style, rest = web.get(f"{ROOT}/style.css", self._style), web.get(f"{ROOT}/{{rest:.*}}", self._nowhere)
        return [style, *pages, rest]

    def _routes_of(self, address: str, page: Page) -> Iterator[web.RouteDef]:
        yield web.get(address, self._answering(page, BY_ADDRESS, self._open))
        yield web.post(address, self._answering(page, SETS_PASSWORDS, self._act))

    def _answering(
        self, page: Page, limited: LimitKinds, handle: Callable[[web.Request, Page], Awaitable[web.Response]]
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            self._speak(request, None)
            try:
                await self.limits.admit(request, limited)
                return await handle(request, page)
            except BaseAppException as error:
                return self.renderer.refusal(request, error)
            except Exception:
                _logger.exception("an unexpected error was answered with a page")
                return self.renderer.refusal(request, InternalError())

        return answer

    async def _open(self, request: web.Request, page: Page) -> web.Response:
        followed = await self._look(request, page)
        return self._over(request, page, followed) or self._form(request, page, followed)

    async def _act(self, request: web.Request, page: Page) -> web.Response:
        require_own_form(request, self.public_origin)
        form = await read_form(request, self.bodies)
        followed = await self._look(request, page)
        if over := self._over(request, page, followed):
            return over
        try:
            cookies = await self._do(page, sent_token(request), form.get("password", ""))
        except ValidationException as refused:
            return self._form(request, page, followed, refused)
        except LinkSpent:  # by a form that was sent at the same moment
            if over := self._over(request, page, await self._look(request, page)):
                return over
            raise
        title, text = self.renderer.say(page.done_title), self.renderer.say(page.done)
        outcome = self.renderer.page(request, "outcome", title=title, text=text, wrong=False)
        for line in cookies:
            outcome.headers.add("Set-Cookie", line)
        return outcome

    async def _look(self, request: web.Request, page: Page) -> InspectedLink:
        """What the link is for; from here on the page speaks the language of whom it was sent to."""
        followed = await self.looking(sent_token(request), [page.purpose])
        self._speak(request, followed.user)
        return followed

    def _over(self, request: web.Request, page: Page, followed: InspectedLink) -> web.Response | None:
        """What there is to say of a link that is not good; ``None`` of one that is."""
        outcome = outcome_of(page, followed.state)
        if outcome is None:
            return None
        title, text = self.renderer.say(outcome.title), self.renderer.say(outcome.text)
        status = status_of(LinkSpent)
        return self.renderer.page(request, "outcome", status=status, title=title, text=text, wrong=outcome.is_wrong)

    async def _do(self, page: Page, token: str, password: str) -> Sequence[str]:
        """Whoever chose a password is known on this device from now on, by lines of ``Set-Cookie``."""
        if not page.asks_password:
            await self.confirming(ConfirmEmailCommand(token=token, purposes=[page.purpose]))
            return ()
        command = SetPasswordCommand(token=token, password=password, purposes=[page.purpose], field="password")
        shown = self.known.remember(await self.setting(command))
        return [self.devices.line(shown, platform) for platform in Platform]

    def _form(
        self,
        request: web.Request,
        page: Page,
        followed: InspectedLink,
        refused: ValidationException | None = None,
    ) -> web.Response:
        return self.renderer.page(
            request,
            "form",
            status=422 if refused else 200,
            page=page,
            action=request.path_qs,
            email=followed.token.new_email or followed.user.email,
            hint=self.renderer.say(TOO_SHORT.bind({"limit": self.min_password})),
            fault=refused and self.renderer.say(refused.errors[0].message),
        )

    def _speak(self, request: web.Request, user: User | None) -> None:
        """The language that was chosen here, else that of the recipient, else what the browser asks for."""
        language = chosen_language(request) or (user and user.language)
        if language:
            set_language(language)

    async def _style(self, _request: web.Request) -> web.Response:
        return web.Response(body=self.renderer.style, content_type="text/css", headers={"Cache-Control": A_YEAR})

    async def _nowhere(self, request: web.Request) -> web.Response:
        self._speak(request, None)
        return self.renderer.refusal(request, NotFoundException())
