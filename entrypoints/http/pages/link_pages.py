"""``/account/…``: server-rendered pages behind the links in mails.

One class although it is long: each of the pages goes the same way, from the link to its outcome, and each step
needs what the step before has found."""

from collections.abc import Iterator, Sequence
from functools import partial

import attrs
from aiohttp import web

from application.accounts.inspect_link import InspectLink
from application.accounts.services.link_verifier import InspectedLink
from domain.accounts.errors import LinkSpent
from domain.shared_kernel.errors import ValidationException
from domain.shared_kernel.text import TOO_SHORT
from entrypoints.http.kit.body import BodyReader
from entrypoints.http.kit.page_route import PageRoute
from entrypoints.http.kit.statuses import status_of
from entrypoints.http.kit.surface import Surface
from entrypoints.http.pages.forms import read_form, require_own_form, sent_token
from entrypoints.http.pages.link_outcome import outcome_of
from entrypoints.http.pages.link_page import LinkAct
from entrypoints.http.pages.rendering import PageRenderer
from entrypoints.http.pages.surface import account_surface
from entrypoints.http.rate_limits.policies import SETS_PASSWORDS, UNLIMITED

CACHE_FOR_A_YEAR = "public, max-age=31536000, immutable"


@attrs.frozen(eq=False, repr=False)
class LinkPages:
    """The pages that links in mails lead to. ``GET`` inspects a link without spending it, the form's ``POST`` performs
    the act. Every outcome is a page, errors too."""

    inspect_link: InspectLink
    acts: Sequence[LinkAct]
    renderer: PageRenderer
    public_origin: str
    min_password: int
    bodies: BodyReader = attrs.field(factory=BodyReader)

    def routes(self) -> Sequence[PageRoute]:
        """Returns the routes of the pages, and of their style sheet."""
        surface = account_surface(self.renderer)
        style = PageRoute(surface=surface, local_path="/style.css", handle=self._style, limited=UNLIMITED)
        return [style, *(route for act in self.acts for route in self._routes_of(surface, act))]

    def _routes_of(self, surface: Surface, act: LinkAct) -> Iterator[PageRoute]:
        local_path = f"/{act.mail.required_link.page}"
        opened, performed = partial(self._open, act), partial(self._act, act)
        yield PageRoute(surface=surface, local_path=local_path, handle=opened)
        yield PageRoute(surface=surface, local_path=local_path, method="POST", handle=performed, limited=SETS_PASSWORDS)

    async def _open(self, act: LinkAct, request: web.Request) -> web.Response:
        inspected = await self._inspect(request, act)
        return self._outcome_page(request, act, inspected) or self._form(request, act, inspected)

    async def _act(self, act: LinkAct, request: web.Request) -> web.Response:
        require_own_form(request, self.public_origin)
        form = await read_form(request, self.bodies)
        inspected = await self._inspect(request, act)
        if outcome_page := self._outcome_page(request, act, inspected):
            return outcome_page
        try:
            cookies = await act.perform(sent_token(request), form.get("password", ""))
        except ValidationException as refused:
            return self._form(request, act, inspected, refused)
        except LinkSpent:  # by a form that was sent at the same moment
            if outcome_page := self._outcome_page(request, act, await self._inspect(request, act)):
                return outcome_page
            raise
        title, text = self.renderer.translate(act.page.done_title), self.renderer.translate(act.page.done)
        outcome = self.renderer.page(request, "outcome", title=title, text=text, wrong=False)
        for line in cookies:
            outcome.headers.add("Set-Cookie", line)
        return outcome

    async def _inspect(self, request: web.Request, act: LinkAct) -> InspectedLink:
        """Returns the link, and switches to the language that was chosen on the page, else to that of the recipient;
        else that of the browser remains."""
        inspected = await self.inspect_link(sent_token(request), [act.mail.required_link.purpose])
        self.renderer.speak(request, inspected.user.language)
        return inspected

    def _outcome_page(self, request: web.Request, act: LinkAct, inspected: InspectedLink) -> web.Response | None:
        """Returns the page for a link that cannot be used, or ``None`` for one that can."""
        outcome = outcome_of(act.page, inspected.state)
        if outcome is None:
            return None
        title, text = self.renderer.translate(outcome.title), self.renderer.translate(outcome.text)
        status = status_of(LinkSpent)
        return self.renderer.page(request, "outcome", status=status, title=title, text=text, wrong=outcome.is_wrong)

    def _form(
        self,
        request: web.Request,
        act: LinkAct,
        inspected: InspectedLink,
        refused: ValidationException | None = None,
    ) -> web.Response:
        return self.renderer.page(
            request,
            "form",
            status=422 if refused else 200,
            page=act.page,
            action=request.path_qs,
            email=inspected.token.new_email or inspected.user.email,
            hint=self.renderer.translate(TOO_SHORT.bind({"limit": self.min_password})),
            fault=refused and self.renderer.translate(refused.errors[0].message),
        )

    async def _style(self, _request: web.Request) -> web.Response:
        return web.Response(
            body=self.renderer.style, content_type="text/css", headers={"Cache-Control": CACHE_FOR_A_YEAR}
        )
