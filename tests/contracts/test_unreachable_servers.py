"""Servers that go down, come back, or hang."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from time import monotonic
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # it has no types
import attrs
import pytest
from sqlalchemy import text

from adapters.persistence.sqlalchemy.database import Database
from adapters.persistence.sqlalchemy.dialects import postgresql_liveness
from adapters.redis.circuit import MAX_FAILURES, Circuit
from adapters.token_store.redis import RedisTokenStore
from domain.shared_kernel.errors import ServiceUnavailableException
from tests.contracts.people import session
from tests.support.busyness import allowed
from tests.support.eventually import eventually
from tests.support.servers import postgresql, valkey
from tests.support.servers.proxy import Proxy, proxy_to, to_postgresql, to_valkey

TIMEOUT_SECONDS = 0.5
PATIENCE_SECONDS = 30.0
WITHIN = 3.0
MORE = 1.0
"""What PostgreSQL is given to say itself that it took too long, and some time for a busy machine."""
ATTEMPTS = 2
"""How often Redis is asked for what only reads."""


@attrs.frozen
class Reached:
    """Something behind a proxy, and a question for it."""

    read_autocommit: Callable[[], Awaitable[object]]
    proxy: Proxy
    timeout: float
    """Seconds."""
    write_autocommit: Any = None

    async def answers(self) -> bool:
        try:
            await self.read_autocommit()
        except ServiceUnavailableException:
            return False
        return True


@asynccontextmanager
async def reached_database(within: float) -> AsyncIterator[Reached]:
    url = await postgresql.emptied_url()
    async with proxy_to(to_postgresql) as proxy:
        opened = Database(postgresql.by_way_of(proxy.port, url), timeout=within)
        await opened.open()
        yield Reached(opened.ping, proxy, within, opened.write_autocommit)
        await opened.close()


@asynccontextmanager
async def reached_redis(within: float) -> AsyncIterator[Reached]:
    await valkey.emptied_url()
    async with proxy_to(to_valkey) as proxy:
        store = RedisTokenStore(f"redis://127.0.0.1:{proxy.port}/0", timeout=timedelta(seconds=within))
        await store.open()
        yield Reached(store.now, proxy, within)
        await store.close()


SERVERS = {"database": reached_database, "redis": reached_redis}


@pytest.fixture(params=SERVERS)
async def reached(request: pytest.FixtureRequest) -> AsyncIterator[Reached]:
    async with SERVERS[request.param](allowed(TIMEOUT_SECONDS)) as found:
        yield found


@pytest.fixture(params=SERVERS)
async def patiently(request: pytest.FixtureRequest) -> AsyncIterator[Reached]:
    """For questions whose answer is waited for as long as it takes."""
    async with SERVERS[request.param](PATIENCE_SECONDS) as found:
        yield found


@attrs.define
class Idling:
    """Makes connections old: the clock by which their last use is counted is moved on."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return monotonic() + self.seconds

    def pass_by(self) -> None:
        """Makes every connection of now one that was idle."""
        self.seconds += 2.0


@pytest.fixture
def idling(monkeypatch: pytest.MonkeyPatch) -> Idling:
    clock = Idling()
    for module in ("adapters.redis.connections", "adapters.persistence.sqlalchemy.dialects.postgresql_liveness"):
        monkeypatch.setattr(f"{module}.monotonic", clock)
    return clock


async def test_a_server_that_cannot_be_reached_is_unavailable_until_it_is_back(reached: Reached) -> None:
    assert await reached.answers()
    await reached.proxy.cut()
    began = monotonic()
    assert not await reached.answers()
    assert monotonic() - began < allowed(WITHIN)
    await reached.proxy.mend()
    await eventually(reached.answers)


async def test_a_server_that_keeps_silent_is_unavailable_in_time_until_it_answers_again(reached: Reached) -> None:
    assert await reached.answers()
    reached.proxy.silence()
    began = monotonic()
    assert not any(await asyncio.gather(*(reached.answers() for _ in range(8))))
    assert monotonic() - began < ATTEMPTS * reached.timeout + allowed(MORE)
    reached.proxy.speak()
    await eventually(reached.answers)


async def test_a_restart_that_nobody_notices_costs_nothing(reached: Reached) -> None:
    assert all(await asyncio.gather(*(reached.answers() for _ in range(8))))
    await reached.proxy.cut()
    await reached.proxy.mend()
    await asyncio.sleep(0)
    assert all([await reached.answers() for _ in range(8)])


async def test_connections_that_a_firewall_forgot_while_they_were_idle_cost_nobody_an_answer(
    patiently: Reached, idling: Idling
) -> None:
    assert all(await asyncio.gather(*(patiently.answers() for _ in range(8))))
    idling.pass_by()
    patiently.proxy.forget()
    assert all(await asyncio.gather(*(patiently.answers() for _ in range(8))))


async def test_connections_that_were_reset_while_they_were_idle_cost_nobody_an_answer(
    patiently: Reached, idling: Idling
) -> None:
    for _time in range(3):
        assert all(await asyncio.gather(*(patiently.answers() for _ in range(8))))
        idling.pass_by()
        await patiently.proxy.reset()


async def test_a_connection_that_was_forgotten_in_use_makes_the_others_be_made_anew(reached: Reached) -> None:
    assert all(await asyncio.gather(*(reached.answers() for _ in range(4))))
    reached.proxy.forget()
    await reached.answers()
    assert all([await reached.answers() for _ in range(8)])


async def test_a_change_is_sent_over_a_connection_that_is_not_forgotten(idling: Idling) -> None:
    async with reached_database(PATIENCE_SECONDS) as database:
        for _ in range(2):
            async with database.write_autocommit() as transaction:
                await transaction.execute(text("SELECT 1"))
            idling.pass_by()
            database.proxy.forget()


async def test_a_new_connection_is_trusted_however_long_its_making_took(
    idling: Idling, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_type_codec = asyncpg.Connection.set_type_codec

    async def set_type_codec_slowly(*arguments: Any, **options: Any) -> None:
        idling.pass_by()
        await set_type_codec(*arguments, **options)

    async def keep_silent(*_arguments: object, **_options: object) -> None:
        raise TimeoutError

    monkeypatch.setattr(asyncpg.Connection, "set_type_codec", set_type_codec_slowly)
    monkeypatch.setattr(postgresql_liveness, "_answer", keep_silent)
    async with reached_database(PATIENCE_SECONDS) as database:
        assert await database.answers()


async def test_a_session_is_stored_over_a_connection_that_is_not_forgotten(idling: Idling) -> None:
    await valkey.emptied_url()
    async with proxy_to(to_valkey) as proxy:
        store = RedisTokenStore(f"redis://127.0.0.1:{proxy.port}/0", timeout=timedelta(seconds=PATIENCE_SECONDS))
        await store.open()
        try:
            opened = session(now=await store.now())
            idling.pass_by()
            proxy.forget()
            await store.add(opened)
            found = await store.find(opened.pk)
        finally:
            await store.close()
    assert found is not None


def test_after_failures_in_a_row_nobody_waits_and_one_at_a_time_tries() -> None:
    now = [0.0]
    circuit = Circuit(clock=lambda: now[0])
    tried: list[float] = []

    def fail() -> None:
        with pytest.raises(ServiceUnavailableException), circuit.guard():
            tried.append(now[0])
            raise ServiceUnavailableException

    for _ in range(MAX_FAILURES + 3):
        fail()
    assert len(tried) == MAX_FAILURES
    now[0] = 1.5
    fail()
    fail()
    assert tried[MAX_FAILURES:] == [1.5]
    now[0] = 3.0
    with circuit.guard():
        pass
    fail()
    assert len(tried) == MAX_FAILURES + 2


def test_a_success_between_failures_lets_all_in() -> None:
    circuit = Circuit(clock=lambda: 0.0)
    for _ in range(3):
        for _failure in range(MAX_FAILURES - 1):
            with pytest.raises(ServiceUnavailableException), circuit.guard():
                raise ServiceUnavailableException
        with circuit.guard():
            pass
