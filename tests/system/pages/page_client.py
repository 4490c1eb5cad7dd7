"""Links as people follow them, without a browser."""

from collections.abc import Mapping

import attrs

from tests.support.html import Page
from tests.system.api.conftest import Service

ADA, NEW = "ada@example.org", "ada.king@example.org"
NEW_PASSWORD = "kT8-harbour-lantern"
PATHS = ("verify-email", "confirm-email", "reset-password", "accept-invitation")


@attrs.frozen
class Seen:
    status: int
    headers: Mapping[str, str]
    page: Page

    @property
    def heading(self) -> str:
        return self.page.texts_of("h1")

    @property
    def text(self) -> str:
        return self.page.text


@attrs.frozen
class PageClient:
    """Somebody who opens links of the service, and sends their forms."""

    service: Service

    async def open(self, path: str, token: str = "", method: str = "GET", **headers: str) -> Seen:
        return await self._visit(method, f"{path}?token={token}", None, headers)

    async def send(self, path: str, token: str, form: object = None, **headers: str) -> Seen:
        return await self._visit("POST", f"{path}?token={token}", form or {}, headers)

    async def _visit(self, method: str, address: str, form: object, headers: Mapping[str, str]) -> Seen:
        client = self.service.client
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if form == {}:
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
        async with client.http.request(
            method, f"{client.origin}/account/{address}", data=form, headers=sent
        ) as response:
            return Seen(response.status, response.headers, Page(await response.text()))

    async def link(self, path: str) -> str:
        """The token of a fresh link that leads to a page; Ada has an account."""
        service, client = self.service, self.service.client
        if path == "accept-invitation":
            boss = await service.staff()
            await boss("POST", "/users", {"email": ADA, "first_name": "Ada", "last_name": "Lovelace", "language": "de"})
            return await service.harness.mailed_token(ADA)
        await client.register(ADA, language="de")
        if path == "reset-password":
            await client("POST", "/auth/forgot-password", {"email": ADA})
        if path == "confirm-email":
            ada = await client.signed_in(ADA)
            await ada("POST", "/me/email", {"new_email": NEW, "password": "vXq3-mountain-river"})
            return await service.harness.mailed_token(NEW)
        return await service.harness.mailed_token(ADA)
