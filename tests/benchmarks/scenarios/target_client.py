"""The tokens that scenarios present to a running server."""

import asyncio

import attrs

from tests.benchmarks.load.client import ask
from tests.benchmarks.load.requests import Headers, post
from tests.benchmarks.seeding.accounts import PASSWORD, STAFF_EMAIL, email_of
from tests.benchmarks.targets.api import Api

AT_ONCE = 4


@attrs.define
class TokenPair:
    """The tokens of one session."""

    email: str
    access: str
    refresh: str


@attrs.define
class TargetClient:
    """A client of a running server: signs accounts in, each once."""

    port: int
    api: Api
    users: int
    _pairs: list[TokenPair] = attrs.field(factory=list, init=False)
    _staff: list[str] = attrs.field(factory=list, init=False)

    async def token_pairs(self, count: int) -> list[TokenPair]:
        """Returns the tokens of the first ``count`` customers. A target that knows no login takes any token."""
        if not self.api.login:
            return [TokenPair(email_of(1), "", "")] * count
        limit = asyncio.Semaphore(AT_ONCE)
        wanted = range(len(self._pairs) + 1, count + 1)
        self._pairs += await asyncio.gather(*(self._sign_in(email_of(number), limit) for number in wanted))
        return self._pairs[:count]

    async def new_pairs(self, count: int) -> list[TokenPair]:
        """Returns tokens that nothing else uses up."""
        limit = asyncio.Semaphore(AT_ONCE)
        return await asyncio.gather(*(self._sign_in(email_of(number), limit) for number in range(1, count + 1)))

    async def staff_token(self) -> str:
        """Returns the access token of a staff member."""
        if not self._staff:
            self._staff.append((await self._ask(self.api.staff_login, self.api.staff_headers, STAFF_EMAIL)).access)
        return self._staff[0]

    async def _sign_in(self, email: str, limit: asyncio.Semaphore) -> TokenPair:
        async with limit:
            return await self._ask(self.api.login, self.api.headers, email)

    async def _ask(self, path: str, headers: Headers, email: str) -> TokenPair:
        answer = await ask(self.port, post(path, headers, {"email": email, "password": PASSWORD}))
        return TokenPair(email, answer["access_token"], answer["refresh_token"])
