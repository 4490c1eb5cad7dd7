"""A client whose every answer is compared with the model of what must be true."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from time import monotonic

import attrs
from aiohttp import ClientError

from tests.faults.load.model import OVERLOADED, Model, claims_of
from tests.support.app_harness import PASSWORD
from tests.system.api.client import Client, Reply

PAUSE_SECONDS = 0.2
SECRET_MEMBERS = ("password", "new_password", "current_password", "refresh_token", "token")
MAILED = {"/auth/register": 201, "/auth/forgot-password": 202}


@attrs.frozen(kw_only=True)
class ObservedClient(Client):
    """Notes what it is answered, and that what had ended before it asked is not accepted."""

    model: Model

    async def __call__(self, method: str, path: str, json: object = None, **headers: str) -> Reply:
        sent: Mapping[str, object] = json if isinstance(json, dict) else {}
        for member in SECRET_MEMBERS:
            self.model.keep_secret(str(sent.get(member, "")))
        ending = self._ended_by(path, sent)
        over = self._is_over(sent)
        began = monotonic()
        try:
            reply = await super().__call__(method, path, json, **headers)
        except (ClientError, OSError):
            self.model.unanswered += 1
            raise
        self.model.observe(f"{method} {path}", reply, monotonic() - began)
        if over and reply.status < 400 and not path.startswith("/auth/logout"):
            self.model.faults.append(f"{method} {path} accepted a token of a session that had ended")
        self._note(path, sent, reply, ending)
        return reply

    def _is_over(self, sent: Mapping[str, object]) -> bool:
        tokens = [str(token) for token in (self.token, sent.get("refresh_token")) if token]
        return any(claims_of(token).session in self.model.ended for token in tokens if token.count(".") == 2)

    def _ended_by(self, path: str, sent: Mapping[str, object]) -> set[str]:
        """The sessions that a request ends, of those known before it is sent."""
        if path == "/auth/logout" and "refresh_token" in sent:
            return {claims_of(str(sent["refresh_token"])).session}
        if path in {"/auth/logout-all", "/me/password"} and self.token:
            return set(self.model.sessions[claims_of(self.token).user])
        return set()

    def _note(self, path: str, sent: Mapping[str, object], reply: Reply, ending: set[str]) -> None:
        if reply.status < 300:
            self.model.ended |= ending
            if isinstance(reply.body, dict) and "access_token" in reply.body:
                self.model.note_pair(reply.body)
        if reply.status == MAILED.get(path):
            self.model.mails[str(sent["email"]).casefold()] += 1
        if path == "/auth/register" and reply.status == 201:
            self.model.accounts.add(str(sent["email"]).casefold())

    async def register(self, email: str, **others: str) -> Reply:
        """Asks for an account."""
        self.model.asked.add(email.casefold())
        return await super().register(email, **others)

    async def renew(self, refresh_token: str) -> Reply:
        """Presents a refresh token."""
        return await self("POST", "/auth/refresh", {"refresh_token": refresh_token})

    async def owner(self, email: str, password: str = PASSWORD) -> "tuple[ObservedClient, str]":
        """A new session of somebody who has an account: the client with its access token, and the refresh token."""
        pair = (await served(lambda: self.log_in(email, password))).body
        return attrs.evolve(self, token=pair["access_token"]), pair["refresh_token"]


async def served(ask: Callable[[], Awaitable[Reply]]) -> Reply:
    """The answer, as soon as it is not to come back later, as on a machine that is busy with other work."""
    while (reply := await ask()).status == OVERLOADED:  # noqa: ASYNC110  # what is waited for is an answer
        await asyncio.sleep(PAUSE_SECONDS)
    return reply
