"""What stands between: PgBouncer, a proxy that reuses connections, and networks that are slow or cut."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from functools import partial
from random import Random

import attrs
from aiohttp import ClientSession, TCPConnector

from tests.faults.case import POSTGRESQL, REDIS, SQLITE, Case, Trial
from tests.faults.deployment.deployment import TIMEOUT, Deployment, deployed
from tests.faults.deployment.stores import DATABASE, SESSIONS
from tests.faults.load.mixed import mixed_load
from tests.faults.load.observed_client import ObservedClient
from tests.faults.load.parallel import each
from tests.faults.load.waits import seconds_until
from tests.support.busyness import allowed
from tests.support.servers.pgbouncer import pgbouncer_to
from tests.support.servers.proxy import Proxy
from tests.system.process.cortex import ENOUGH

RATE = 20.0
BACK_SECONDS = 5.0
CONNECTIONS = 4
LATENCY_SECONDS = 0.05
BYTES_A_SECOND = 20_000
CURE = "pool_mode is transaction or session"
SERVER_CONNECTIONS = 3
"""Of PgBouncer in transaction mode: fewer than one server process has connections."""
SESSION_CONNECTIONS = 24
"""Of PgBouncer in session mode: as many as two server processes have connections."""


def no_pgbouncer() -> str | None:
    """It is not in a wheel."""
    return None if shutil.which("pgbouncer") else "pgbouncer is not installed (apt install pgbouncer)"


async def pool(trial: Trial) -> None:
    """Two servers behind a pool of three transactions do as before, one behind a pool of sessions too; a pool of
    statements is refused at the start, by name."""
    async with deployed(trial, servers=0) as deployment:
        assert deployment.stores.database is not None
        behind = deployment.stores.database.url
        async with pgbouncer_to(behind, "statement") as url:
            trial.show("pool_mode statement", await refusal(deployment, url))
        for _server in range(2):
            deployment.add_server()
        async with pgbouncer_to(behind, "transaction", size=SERVER_CONNECTIONS) as url:
            await serve(deployment, "transaction", url)
        async with pgbouncer_to(behind, "session", size=SESSION_CONNECTIONS) as url:
            await serve(deployment, "session", url)


async def serve(deployment: Deployment, mode: str, url: str) -> None:
    """The servers are under load for a while."""
    trial = deployment.trial
    for server in deployment.servers:
        server.settings["DATABASE_URL"] = url
        await server.start()
    async with mixed_load(deployment, RATE) as load:
        await asyncio.sleep(trial.dose["seconds"])
    statuses = load.statuses()
    trial.show(f"pool_mode {mode}", ", ".join(f"{number} × {status}" for status, number in statuses.items()))
    trial.expect(set(statuses) == {200}, f"answers were {dict(statuses)}")
    for server in deployment.servers:
        trial.expect(await server.stop() == 0, "it did not stop in order")


async def refusal(deployment: Deployment, url: str) -> str:
    """The start must end with one line that says what to do."""
    server = deployment.add_server(settings={"DATABASE_URL": url})
    server.begin()
    assert server.running is not None
    code = await asyncio.to_thread(server.running.process.wait, ENOUGH)
    deployment.servers.remove(server)
    said = await asyncio.to_thread((server.folder / f"{server.name}-log.txt").read_text, "utf-8")
    deployment.trial.expect(code == 1 and CURE in said, f"the start ended with {code} and did not say what to do")
    return "refused at the start"


async def reuse(trial: Trial) -> None:
    """Many people over few connections, with requests in between that are wrong: nobody gets another's answer."""
    chance = Random(31)  # noqa: S311  # any order will do
    async with deployed(trial) as deployment:
        people = [await signed_in(deployment) for _person in range(trial.dose["people"])]
        async with ClientSession(timeout=TIMEOUT, connector=TCPConnector(limit=CONNECTIONS)) as http:
            asked = [(chance.choice(people), chance.choice(list(ASKS.values()))) for _ in range(trial.dose["requests"])]
            wrong = await each(asked, partial(gets_what_it_asked, http), at_once=4 * CONNECTIONS)
        trial.show("requests", f"{len(wrong)} over {CONNECTIONS} connections")
        trial.show("answers to somebody else", sum(wrong))
        trial.expect(not any(wrong), f"{sum(wrong)} answers were not those that were asked for")


Owner = tuple[str, ObservedClient]
Ask = Callable[[ObservedClient, str], Awaitable[bool]]


async def signed_in(deployment: Deployment) -> Owner:
    """An address, and the client of its owner."""
    email = await deployment.person()
    return email, (await deployment.client().owner(email))[0]


async def gets_what_it_asked(http: ClientSession, asked: tuple[Owner, Ask]) -> bool:
    """Whether the answer is wrong."""
    (email, client), ask = asked
    return not await ask(attrs.evolve(client, http=http), email)


async def ask_for_account(client: ObservedClient, email: str) -> bool:
    """Its own address must be answered."""
    reply = await client("GET", "/me")
    return bool(reply.status == 200 and reply.body["email"] == email)


async def ask_for_nothing(client: ObservedClient, _email: str) -> bool:
    """A path that is not there."""
    return (await client("GET", "/nowhere")).status == 404


async def send_too_much(client: ObservedClient, _email: str) -> bool:
    """A body that is refused before it was read, on a connection that may not be used again."""
    return (await client("PATCH", "/me", {"first_name": "a" * 2_000_000})).status in {413, 503}


async def send_nonsense(client: ObservedClient, _email: str) -> bool:
    """A field that is not allowed."""
    return (await client("PATCH", "/me", {"first_name": 7})).status == 422


ASKS: dict[str, Ask] = {
    "account": ask_for_account,
    "nothing": ask_for_nothing,
    "too much": send_too_much,
    "nonsense": send_nonsense,
}


async def disturb(trial: Trial) -> None:
    """Each disturbance for some seconds between the servers and their stores, under load."""
    async with deployed(trial, servers=2, through=[DATABASE, SESSIONS]) as deployment:
        deployment.connections_may_linger = True
        async with mixed_load(deployment, RATE) as load:
            for name, begin in DISTURBANCES.items():
                for proxy in deployment.stores.proxies.values():
                    await begin(proxy)
                await asyncio.sleep(trial.dose["seconds each"])
                for proxy in deployment.stores.proxies.values():
                    mend(proxy)
                back = await seconds_until(partial(is_back, deployment))
                trial.show(name, f"back after {back:.2f} s")
                trial.expect(back < allowed(BACK_SECONDS), f"it was not back within 5 s after {name}")
        statuses = load.statuses()
        trial.show("answers", ", ".join(f"{number} × {status}" for status, number in sorted(statuses.items())))
        trial.expect(set(statuses) <= {200, 503}, f"answers were {dict(statuses)}")
        trial.expect(load.signed_out == 0, f"{load.signed_out} times somebody was signed out")


async def is_back(deployment: Deployment) -> bool:
    """Whether both servers open accounts and sessions."""
    for client in deployment.clients:
        email = deployment.somebody()
        if (await client.register(email)).status != 201 or (await client.log_in(email)).status != 200:
            return False
    return True


async def delay(proxy: Proxy) -> None:
    """Each way takes 50 ms."""
    proxy.latency_seconds = LATENCY_SECONDS


async def slow_down(proxy: Proxy) -> None:
    """Answers come in drops."""
    proxy.drip(BYTES_A_SECOND)


async def fall_silent(proxy: Proxy) -> None:
    """Nothing is answered."""
    proxy.silence()


async def cut_answers(proxy: Proxy) -> None:
    """A connection is reset in the middle of an answer."""
    proxy.cut_after(1500)


async def half_open(proxy: Proxy) -> None:
    """What is sent over old connections is lost."""
    proxy.forget()


def mend(proxy: Proxy) -> None:
    """As it was."""
    proxy.latency_seconds = 0.0
    proxy.drip(None)
    proxy.speak()


DISTURBANCES: dict[str, Callable[[Proxy], Awaitable[None]]] = {
    "latency": delay,
    "slow answers": slow_down,
    "resets": Proxy.reset,
    "answers cut in the middle": cut_answers,
    "half-open connections": half_open,
    "silence": fall_silent,
}

CASES = (
    Case(
        name="network",
        fault="latency, drops, resets, cut answers, half-open connections and silence between servers and stores",
        passes="200 or 503, nobody is signed out, back within 5 s after each",
        storages=(POSTGRESQL, REDIS),
        full={"seconds each": 10},
        quick={"seconds each": 1},
        waits=True,
        run=disturb,
    ),
    Case(
        name="pgbouncer",
        fault="PgBouncer in front of PostgreSQL",
        passes="pools of transactions and of sessions serve as the server, one of statements is refused with the cure",
        storages=(POSTGRESQL,),
        full={"seconds": 20},
        quick={"seconds": 2},
        waits=True,
        lacks=no_pgbouncer,
        run=pool,
    ),
    Case(
        name="reused-connections",
        fault="a proxy that sends everybody's requests over four connections, some of them wrong",
        passes="nobody gets an answer that somebody else has asked for",
        storages=(SQLITE,),
        full={"people": 50, "requests": 3000},
        quick={"people": 5, "requests": 100},
        run=reuse,
    ),
)
