"""People of a simulation: each does what its random numbers say, and knows only what it was answered."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import count
from random import Random
from urllib.parse import parse_qs, urlsplit

import attrs

from bootstrap.simulation.client import SimulatedClient
from bootstrap.simulation.simulation import Simulation
from bootstrap.simulation.wire import Answer, NoAnswer
from tests.simulation.laws import OK, SessionLaws
from tests.support.app_harness import PASSWORD

MOST_TOKENS = 12
"""Old tokens that somebody remembers, to present them again."""


@attrs.define(eq=False)
class Pair:
    """The tokens of one answer."""

    access: str = attrs.field(repr=False)
    refresh: str = attrs.field(repr=False)


@attrs.define(eq=False)
class SimulatedPerson:
    """A person with several devices. ``held`` are the newest tokens of each, ``old`` those of before."""

    email: str
    simulation: Simulation
    laws: SessionLaws
    client: SimulatedClient
    random: Random
    user_id: str = ""
    password: str = PASSWORD
    held: list[Pair] = attrs.field(factory=list)
    old: list[Pair] = attrs.field(factory=list)
    _numbers: "count[int]" = attrs.field(factory=count)

    @classmethod
    def of(cls, name: str, simulation: Simulation, laws: SessionLaws) -> "SimulatedPerson":
        """A person who has no account yet."""
        address = f"{name}@example.org"
        return cls(address, simulation, laws, simulation.client(name), simulation.random(f"person {name}"))

    async def register(self) -> None:
        """Opens the account."""
        body = {"email": self.email, "password": self.password, "first_name": "Ada", "last_name": "Lovelace"}
        await self.ask("POST", "auth/register", body)
        while not self.user_id:
            async with self.simulation.read() as work:
                self.user_id = next(
                    (str(user.pk) for user in await work.users.select_all() if user.email == self.email), ""
                )
            if not self.user_id:
                await asyncio.sleep(1)
                await self.ask("POST", "auth/register", body)

    async def ask(self, method: str, path: str, body: object = None, *, token: str | None = None) -> Answer | None:
        """Sends a request; ``None`` if it is not answered."""
        try:
            return await self.client.ask(method, f"/customer/{path}", body, token=token)
        except NoAnswer:
            return None

    async def episode(self) -> None:
        """Does some things in a row."""
        acts: list[tuple[int, Callable[[], Awaitable[None]]]] = [
            (12, self.call),
            (8, self.refresh),
            (4, self.race),
            (4, self.log_in),
            (2, self.log_out),
            (2, self.present_old_tokens),
            (1, self.log_out_everywhere),
            (1, self.change_password),
            (1, self.reset_password),
        ]
        weights = [weight for weight, _act in acts]
        await (self.refresh() if self.held else self.log_in())
        for _act in range(self.random.randint(3, 8)):
            ((_weight, act),) = self.random.choices(acts, weights)
            await act()
            await asyncio.sleep(self.random.choice([0.0, 0.1, 1.0, 4.0, 11.0, 60.0]))

    async def log_in(self) -> None:
        """Opens a session on another device."""
        answer = await self.ask("POST", "auth/login", {"email": self.email, "password": self.password})
        self._keep(answer, None)

    async def call(self) -> None:
        """Uses an access token."""
        if pair := self._any(self.held):
            await self.ask("GET", "me", token=pair.access)

    async def refresh(self) -> None:
        """Renews a session."""
        if pair := self._any(self.held):
            self._keep(await self.ask("POST", "auth/refresh", {"refresh_token": pair.refresh}), pair)

    async def race(self) -> None:
        """Two or three tabs renew one session, while another uses it."""
        if pair := self._any(self.held):
            tabs = [
                self.ask("POST", "auth/refresh", {"refresh_token": pair.refresh})
                for _tab in range(self.random.randint(2, 3))
            ]
            answers = await asyncio.gather(*tabs, self.ask("GET", "me", token=pair.access))
            self._keep(answers[0], pair)

    async def present_old_tokens(self) -> None:
        """Does what a thief, or a browser that was closed, does."""
        if pair := self._any(self.old):
            await self.ask("GET", "me", token=pair.access)
            await self.ask("POST", "auth/refresh", {"refresh_token": pair.refresh})

    async def log_out(self) -> None:
        """Ends a session; another tab still works meanwhile."""
        if pair := self._any(self.held):
            self._forget(pair)
            end = self.ask("POST", "auth/logout", {"refresh_token": pair.refresh})
            if self.random.random() < 0.5:
                await asyncio.gather(end, self.ask("POST", "auth/refresh", {"refresh_token": pair.refresh}))
            else:
                await end

    async def log_out_everywhere(self) -> None:
        """Ends every session, while another tab renews one."""
        if pair := self._any(self.held):
            await asyncio.gather(
                self.ask("POST", "auth/logout-all", token=pair.access),
                self.ask("POST", "auth/refresh", {"refresh_token": pair.refresh}),
            )

    async def change_password(self) -> None:
        """Ends every session, and opens one."""
        if pair := self._any(self.held):
            new = self._new_password()
            body = {"current_password": self.password, "new_password": new}
            answer = await self.ask("POST", "me/password", body, token=pair.access)
            await self._find_out(new)
            self._keep(answer, None)

    async def reset_password(self) -> None:
        """Has a link mailed, and two tabs use it."""
        before = len(self.simulation.mailbox.to(self.email))
        await self.ask("POST", "auth/forgot-password", {"email": self.email})
        await asyncio.sleep(60)
        links = [mail.link for mail in self.simulation.mailbox.to(self.email)[before:] if mail.link]
        tokens = [parse_qs(urlsplit(link).query)["token"][0] for link in links if "reset-password" in link]
        if tokens:
            new = self._new_password()
            self.laws.link_owners[tokens[-1]] = self.user_id
            body = {"token": tokens[-1], "new_password": new}
            await asyncio.gather(*(self.ask("POST", "auth/reset-password", body) for _tab in range(2)))
            await self._find_out(new)

    async def _find_out(self, new: str) -> None:
        """Tries the new password, as an answer may have been lost: repeatedly, as this may fail too."""
        for _attempt in range(20):
            for password in (new, self.password):
                answer = await self.ask("POST", "auth/login", {"email": self.email, "password": password})
                if answer is not None and answer.status == OK:
                    self.password = password
                    self._keep(answer, None)
                    return
            await asyncio.sleep(self.random.uniform(1, 5))

    def _new_password(self) -> str:
        return f"kT8-harbour-lantern-{next(self._numbers)}"

    def _any(self, pairs: list[Pair]) -> Pair | None:
        return self.random.choice(pairs) if pairs else None

    def _keep(self, answer: Answer | None, former: Pair | None) -> None:
        if answer is None or answer.status != OK:
            if answer is not None and answer.status == 401 and former is not None:
                self._forget(former)
            return
        if former is not None:
            self._forget(former)
        self.held.append(Pair(answer.json["access_token"], answer.json["refresh_token"]))

    def _forget(self, pair: Pair) -> None:
        if pair in self.held:
            self.held.remove(pair)
        self.old = [*self.old[-MOST_TOKENS:], pair]
