"""Mixed load with a rate: 70 % reads, 20 % refreshes, 10 % logins, each by a person who remembers their tokens."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

import attrs
from aiohttp import ClientError

from tests.faults.deployment.deployment import Deployment
from tests.faults.load.parallel import each
from tests.system.api.client import Reply

SHARES = {"read": 70, "refresh": 20, "login": 10}
MOST_AT_ONCE = 64
PEOPLE = 20
SIGN_IN_AT_ONCE = 4


@attrs.define(eq=False)
class Person:
    """A person with one session, which they renew one request after the other."""

    email: str
    access_token: str
    refresh_token: str
    turn: asyncio.Lock = attrs.field(factory=asyncio.Lock)


@attrs.define(eq=False)
class MixedLoad:
    """``answers`` by operation and status; ``signed_out`` counts sessions that ended although nobody ended them;
    ``skipped`` requests were not sent since too many were under way."""

    deployment: Deployment
    people: list[Person]
    answers: Counter[tuple[str, int]] = attrs.field(factory=Counter)
    signed_out: int = 0
    skipped: int = 0
    lost: int = 0
    chance: Random = attrs.field(factory=lambda: Random(29))  # noqa: S311  # any load will do
    _tasks: set[asyncio.Task[None]] = attrs.field(factory=set)

    async def come(self, rate: float) -> None:
        """Begins so many requests a second, until it is cancelled."""
        loop = asyncio.get_running_loop()
        due = loop.time()
        try:
            while True:
                due += 1 / rate
                await asyncio.sleep(max(0.0, due - loop.time()))
                self._begin()
        finally:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin(self) -> None:
        if len(self._tasks) >= MOST_AT_ONCE:
            self.skipped += 1
            return
        task = asyncio.create_task(self._one())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _one(self) -> None:
        (kind,) = self.chance.choices(list(SHARES), list(SHARES.values()))
        person, number = self.chance.choice(self.people), self.chance.randrange(len(self.deployment.servers))
        try:
            async with asyncio.timeout(60):
                reply = await getattr(self, kind)(person, number)
        except (ClientError, OSError, TimeoutError):
            self.lost += 1
            return
        self.answers[kind, reply.status] += 1

    async def read(self, person: Person, number: int) -> Reply:
        """Asks for the account."""
        return await self.deployment.client(number).with_token(person.access_token)("GET", "/me")

    async def refresh(self, person: Person, number: int) -> Reply:
        """Renews the session; who is signed out signs in anew."""
        async with person.turn:
            reply = await self.deployment.client(number).renew(person.refresh_token)
            if reply.status == 200:
                person.access_token, person.refresh_token = reply.body["access_token"], reply.body["refresh_token"]
            elif reply.status == 401:
                self.signed_out += 1
                await self._replace(person, number)
            return reply

    async def login(self, person: Person, number: int) -> Reply:
        """Begins another session, which is not used."""
        return await self.deployment.client(number).log_in(person.email)

    async def _replace(self, person: Person, number: int) -> None:
        reply = await self.deployment.client(number).log_in(person.email)
        if reply.status == 200:
            person.access_token, person.refresh_token = reply.body["access_token"], reply.body["refresh_token"]

    def statuses(self) -> Counter[int]:
        """How often each status was answered."""
        counted: Counter[int] = Counter()
        for (_kind, status), number in self.answers.items():
            counted[status] += number
        return counted


async def new_person(deployment: Deployment, number: int) -> Person:
    """Somebody who has just signed in."""
    email = await deployment.person(number)
    client, refresh_token = await deployment.client(number).owner(email)
    assert client.token is not None
    return Person(email, client.token, refresh_token)


@asynccontextmanager
async def mixed_load(deployment: Deployment, rate: float, people: int = PEOPLE) -> AsyncIterator[MixedLoad]:
    """For as long as the block lasts."""
    load = MixedLoad(
        deployment,
        await each(range(people), lambda number: new_person(deployment, number), at_once=SIGN_IN_AT_ONCE),
    )
    coming = asyncio.create_task(load.come(rate))
    try:
        yield load
    finally:
        coming.cancel()
        await asyncio.gather(coming, return_exceptions=True)
