"""Records what several clients do to one account at the same time, and what they are answered."""

import asyncio
import json
from base64 import urlsafe_b64decode
from collections.abc import Awaitable, Callable, Mapping
from hashlib import sha256
from random import Random
from typing import Any, Protocol
from uuid import UUID

import attrs

from bootstrap.simulation.wire import Answer, NoAnswer
from tests.linearizability.checker import UNKNOWN, Operation
from tests.linearizability.model import AccountState, Act, Kind
from tests.support.app_harness import PASSWORD

OK, CREATED, ACCEPTED, NO_CONTENT, CONFLICT = 200, 201, 202, 204, 409
DONE = (OK, CREATED, ACCEPTED, NO_CONTENT)
REFUSALS: Mapping[Kind, tuple[str, ...]] = {
    "log in": ("invalid_credentials", "account_locked"),
    "access": ("revoked_token",),
    "refresh": ("revoked_token", "token_reused"),
    "change password": ("wrong_password",),
    "spend link": ("link_spent",),
}
"""The answers that say for certain that an act was refused, and had no effect. After any other error it is in doubt."""
UNSETTLED = ("lock", "unlock", "log out")
"""Each may change something in a later state although it would change nothing in this one."""
CLIENTS = 5
FORGETTING = 0.7
"""How often the tokens of a session that has ended are not used again."""
OPERATIONS = 14
"""Of each client, on one account."""


class Service(Protocol):
    """The service that is asked, over whatever there is between it and the clients."""

    async def ask(
        self, method: str, path: str, body: object = None, *, token: str | None = None, platform: str = "customer"
    ) -> Answer:
        """Sends a request. Raises ``NoAnswer`` if it is not known whether it had an effect."""

    async def newest_link(self, user_id: UUID) -> str | None:
        """Returns the token of the newest link that resets the password of a user."""

    def name(self) -> str:
        """Returns an address that no account has yet."""


@attrs.frozen
class Pair:
    """The tokens of an answer, with what they claim."""

    access: str
    refresh: str
    session: str
    generation: int
    version: int

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> "Pair":
        """Reads the claims of the refresh token, unverified."""
        payload = answer["refresh_token"].split(".")[1]
        claims = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return cls(answer["access_token"], answer["refresh_token"], claims["sid"], claims["gen"], claims["ver"])

    @property
    def digest(self) -> str:
        """Stands for the refresh token."""
        return sha256(self.refresh.encode()).hexdigest()[:12]


@attrs.frozen
class Recorded:
    """A history of one account, and the state that it began with."""

    email: str
    initial: AccountState
    history: list[Operation[Act]]


@attrs.define(eq=False)
class Recorder:
    """The clients of one account. ``pairs`` are the tokens that they were answered, ``passwords`` those that may be in
    force."""

    service: Service
    random: Random
    staff: Callable[[], Awaitable[str]]
    email: str
    user_id: str
    link: str | None
    history: list[Operation[Act]] = attrs.field(factory=list)
    pairs: list[Pair] = attrs.field(factory=list)
    by_access: dict[str, Pair] = attrs.field(factory=dict)
    passwords: list[str] = attrs.field(factory=lambda: [PASSWORD])

    async def client(self, number: int, weights: "Weights") -> None:
        """Does one random thing after the other."""
        name = f"client {number}"
        await self.log_in(name)
        for _operation in range(OPERATIONS):
            (act,) = self.random.choices(list(weights), list(weights.values()))
            await (act(self, name) if self.pairs else self.log_in(name))
            await asyncio.sleep(self.random.choice([0.0, 0.0, 0.005, 0.03, 0.1]))

    async def log_in(self, name: str) -> None:
        """Opens a session."""
        password = self.random.choice(self.passwords[-2:])
        body = {"email": self.email, "password": password}
        await self._do(name, Act(kind="log in", password=password), "auth/login", body)

    async def access(self, name: str) -> None:
        """Uses an access token."""
        if pair := self._any():
            await self._do(name, self._by("access", pair), "me", token=pair.access, method="GET")

    async def refresh(self, name: str) -> None:
        """Presents a refresh token, mostly a new one."""
        if pair := self._any():
            await self._do(name, self._by("refresh", pair), "auth/refresh", {"refresh_token": pair.refresh})

    async def race(self, name: str) -> None:
        """Two tabs refresh one session while it is used."""
        if pair := self._any():
            body = {"refresh_token": pair.refresh}
            await asyncio.gather(
                self._do(name, self._by("refresh", pair), "auth/refresh", body),
                self._do(f"{name}b", self._by("refresh", pair), "auth/refresh", body),
                self._do(f"{name}c", self._by("access", pair), "me", token=pair.access, method="GET"),
            )

    async def log_out(self, name: str) -> None:
        """Ends a session, then uses it."""
        if pair := self._any():
            await self._do(name, self._by("log out", pair), "auth/logout", {"refresh_token": pair.refresh})
            await self._do(name, self._by("access", pair), "me", token=pair.access, method="GET")

    async def end_all(self, name: str) -> None:
        """Ends every session. It is authenticated first, which is an operation of its own within the same time."""
        if pair := self._any():
            act = self._by("end all sessions", pair)
            await self._do(name, act, "auth/logout-all", token=pair.access)
            await self._do(name, self._by("access", pair), "me", token=pair.access, method="GET")

    async def change_password(self, name: str) -> None:
        """Changes the password."""
        if pair := self._any():
            new = self._new_password()
            act = Act(kind="change password", password=self.random.choice(self.passwords[-2:]), new_password=new)
            body = {"current_password": act.password, "new_password": new}
            await self._do(name, act, "me/password", body, token=pair.access)

    async def spend_link(self, name: str) -> None:
        """Two tabs spend the link."""
        if self.link is not None:
            new = self._new_password()
            act = Act(kind="spend link", link=self.link, new_password=new)
            body = {"token": self.link, "new_password": new}
            await asyncio.gather(*(self._do(tab, act, "auth/reset-password", body) for tab in (name, f"{name}b")))

    async def lock(self, name: str) -> None:
        """Staff lock the account, somebody uses it, and staff unlock it."""
        token = await self.staff()
        path = f"/admin/users/{self.user_id}"
        await self._do(name, Act(kind="lock"), f"{path}/lock", token=token, platform="admin")
        await self.access(name)
        await self._do(name, Act(kind="unlock"), f"{path}/unlock", token=token, platform="admin")

    def _by(self, kind: Kind, pair: Pair) -> Act:
        return Act(kind=kind, session=pair.session, generation=pair.generation)

    def _any(self) -> Pair | None:
        """One of the newest pairs, as a rule."""
        if not self.pairs:
            return None
        return self.random.choice(self.pairs[-4:] if self.random.random() < 0.8 else self.pairs)

    def _new_password(self) -> str:
        new = f"kT8-harbour-lantern-{len(self.history)}"
        self.passwords.append(new)
        return new

    async def _do(
        self,
        name: str,
        act: Act,
        path: str,
        body: object = None,
        *,
        token: str | None = None,
        platform: str = "customer",
        method: str = "POST",
    ) -> None:
        """Sends a request and records it with its answer."""
        loop = asyncio.get_running_loop()
        begun, answer = loop.time(), None
        try:
            whole = path if path.startswith("/") else f"/{platform}/{path}"
            answer = await self.service.ask(method, whole, body, token=token, platform=platform)
        except NoAnswer:
            pass
        self._record(Operation(name, act, begun, loop.time()), token, answer)

    def _record(self, sent: Operation[Act], token: str | None, answer: Answer | None) -> None:
        code = "" if answer is None else "ok" if answer.status in DONE else (answer.json or {}).get("code", "")
        kind, is_known = sent.act.kind, code == "ok" or code in REFUSALS.get(sent.act.kind, ())
        if token is not None and kind in ("end all sessions", "change password"):
            self._record_access(sent, token, code if is_known or code == "revoked_token" else "")
            if code == "revoked_token" and kind == "end all sessions":
                return
        act = attrs.evolve(sent.act, answer=code if is_known else "")
        if answer is not None and code == "ok" and "refresh_token" in (answer.json or {}):
            act = self._with_tokens(act, Pair.of(answer.json))
        if code in ("revoked_token", "token_reused") and self.random.random() < FORGETTING:
            self.pairs = [pair for pair in self.pairs if pair.session != act.session]
        ended = sent.ended if is_known else UNKNOWN
        self.history.append(
            Operation(sent.client, act, sent.begun, ended, kind not in UNSETTLED and code != "token_reused")
        )

    def _with_tokens(self, act: Act, pair: Pair) -> Act:
        self.pairs.append(pair)
        self.by_access[pair.access] = pair
        if act.kind == "refresh":
            return attrs.evolve(act, successor=pair.digest)
        return attrs.evolve(act, successor=pair.digest, opened=pair.session, version=pair.version)

    def _record_access(self, sent: Operation[Act], token: str, code: str) -> None:
        """Records the check of the access token, which is an operation of its own; in doubt without a ``code``."""
        pair = self.by_access[token]
        answer = "revoked_token" if code == "revoked_token" else "ok"
        act, ended = attrs.evolve(self._by("access", pair), answer=answer), sent.ended if code else UNKNOWN
        self.history.append(Operation(sent.client, act, sent.begun, ended, is_settled=True))


Weights = Mapping[Callable[[Recorder, str], Awaitable[None]], int]
"""How often each act is done."""
EVERYTHING: Weights = {
    Recorder.access: 10,
    Recorder.refresh: 8,
    Recorder.race: 4,
    Recorder.log_in: 3,
    Recorder.log_out: 4,
    Recorder.end_all: 1,
    Recorder.change_password: 1,
    Recorder.spend_link: 1,
    Recorder.lock: 1,
}
RACES: Weights = {Recorder.race: 6, Recorder.refresh: 6, Recorder.access: 3, Recorder.log_out: 1, Recorder.log_in: 1}
"""Sessions live longer if nothing ends them all."""
ENDS: Weights = {Recorder.access: 6, Recorder.log_out: 4, Recorder.log_in: 3, Recorder.refresh: 2, Recorder.end_all: 1}
"""Sessions that are used end."""


async def certainly(ask: Callable[[], Awaitable[Answer]], *accepted: int) -> Answer:
    """Repeats a request until its answer is one of these."""
    while True:
        try:
            answer = await ask()
        except NoAnswer:
            answer = None
        if answer is not None and answer.status in accepted:
            return answer
        await asyncio.sleep(0.1)


async def record(
    service: Service, random: Random, staff: Callable[[], Awaitable[str]], weights: Weights = EVERYTHING
) -> Recorded:
    """Opens an account, has a link mailed, lets the clients loose, and returns the history."""
    email = service.name()
    body = {"email": email, "password": PASSWORD, "first_name": "Ada", "last_name": "Lovelace"}
    await certainly(lambda: service.ask("POST", "/customer/auth/register", body), CREATED, CONFLICT)
    sign_in = {"email": email, "password": PASSWORD}
    tokens = (await certainly(lambda: service.ask("POST", "/customer/auth/login", sign_in), OK)).json
    me = await certainly(lambda: service.ask("GET", "/customer/me", token=tokens["access_token"]), OK)
    await certainly(lambda: service.ask("POST", "/customer/auth/forgot-password", {"email": email}), ACCEPTED)
    link = await service.newest_link(UUID(me.json["id"]))
    recorder = Recorder(service, random, staff, email, me.json["id"], link)
    await asyncio.gather(*(recorder.client(number, weights) for number in range(1, CLIENTS + 1)))
    return Recorded(email, AccountState(PASSWORD, link), recorder.history)
