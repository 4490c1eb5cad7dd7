"""A Redis that answers, but does not do what it is asked."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from redis.asyncio import Redis

from adapters.clock.system import SystemClock
from adapters.rate_limiter.memory import MemoryRateLimiter
from adapters.rate_limiter.redis import RedisRateLimiter
from adapters.redis.server import RedisServer
from adapters.token_store.redis import RedisTokenStore
from application.ports.server_refusal import RefusedByServer
from domain.shared_kernel.errors import ServiceUnavailableException
from domain.shared_kernel.rate_limits import Quota, RateLimit
from tests.contracts.people import session
from tests.support.eventually import eventually
from tests.support.servers import valkey
from tests.support.servers.ports import free_port
from tests.support.servers.processes import short_folder
from tests.support.servers.refusing_redis import refusing_redis

TIMEOUT = timedelta(seconds=30)
ADA = Quota(RateLimit("two", 2, 3600), "ada@example.org")
LASTING = [
    "NOPERM this user has no permissions to run the 'evalsha' command or its subcommand",
    "NOPERM No permissions to access a key",
    "ERR Error running script (call to f_1): @user_script:12: The user executing the script can't access this key",
    "NOAUTH Authentication required.",
    "MOVED 5061 10.0.0.7:6379",
    "CROSSSLOT Keys in request don't hash to the same slot",
    "ERR unknown command `EVALSHA`, with args beginning with: `a`",
    "WRONGTYPE Operation against a key holding the wrong kind of value",
    "ERR something that nobody has heard of",
]
PASSING = [
    "READONLY You can't write against a read only replica.",
    "OOM command not allowed when used memory > 'maxmemory'.",
    "CLUSTERDOWN Hash slot not served",
    "LOADING Redis is loading the dataset in memory",
    "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
    "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.",
    "MISCONF Redis is configured to save RDB snapshots, but it is currently not able to persist on disk.",
    "NOREPLICAS Not enough good replicas to write.",
    "ERR max number of clients reached",
    "ERR Error running script (call to f_1): @user_script:11: @user_script: 11: -OOM command not allowed when used",
    "ERR Error running script (call to f_1): @user_script:11: @user_script: 11: -READONLY You can't write",
]


@asynccontextmanager
async def sessions_in(url: str) -> AsyncIterator[RedisTokenStore]:
    store = RedisTokenStore(url, timeout=TIMEOUT)
    await store.open()
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def limits_in(url: str) -> AsyncIterator[RedisRateLimiter]:
    server = RedisServer(url, timeout=TIMEOUT)
    await server.open()
    try:
        yield RedisRateLimiter(server, MemoryRateLimiter(SystemClock()), lambda: b"key")
    finally:
        await server.close()


@pytest.mark.parametrize("sentence", LASTING + PASSING)
async def test_sessions_are_not_available_whatever_redis_says(sentence: str) -> None:
    async with refusing_redis(sentence) as url, sessions_in(url) as store:
        opened = session(now=SystemClock().now())
        for call in (
            store.now(),
            store.add(opened),
            store.find(opened.pk),
            store.replace(opened),
            store.remove(opened.pk),
            store.remove_many([opened.pk]),
            store.page_for_user(opened.user_id),
            store.count_for_user(opened.user_id),
            store.remove_expired(1),
        ):
            with pytest.raises(ServiceUnavailableException):
                await call


@pytest.mark.parametrize("sentence", LASTING + PASSING)
async def test_limits_are_counted_whatever_redis_says(sentence: str) -> None:
    async with refusing_redis(sentence) as url, limits_in(url) as limiter:
        granted = [(await limiter.take([ADA])).granted for _ in range(3)]
        await limiter.refund([ADA])
        await limiter.reset([ADA])

    assert granted == [True, True, False]


@pytest.mark.parametrize("sentence", LASTING)
async def test_a_lasting_refusal_is_told_in_the_words_of_redis_with_a_cure(sentence: str) -> None:
    async with refusing_redis(sentence) as url, sessions_in(url) as store, limits_in(url) as limiter:
        for trial in (store.check_server, limiter.check_server):
            with pytest.raises(RefusedByServer) as refused:
                await trial()
            assert str(refused.value.words).split()[-1].rstrip(".") in sentence
            assert refused.value.cure


@pytest.mark.parametrize(
    "sentence",
    [
        "NOPERM this user has no permissions to run the 'evalsha' command",
        "ERR The user executing the script can't run this command or subcommand script: 104a, on @user_script:1.",
        "ERR Error running script (call to f_1): @user_script:12: The user executing the script can't access this key",
    ],
)
async def test_a_missing_right_of_the_user_has_a_cure_that_grants_it(sentence: str) -> None:
    async with refusing_redis(sentence) as url, sessions_in(url) as store:
        with pytest.raises(RefusedByServer) as refused:
            await store.check_server()
        assert "ACL SETUSER" in str(refused.value.cure)


@pytest.mark.parametrize("sentence", PASSING)
async def test_a_passing_refusal_is_only_not_available(sentence: str) -> None:
    async with refusing_redis(sentence) as url, sessions_in(url) as store:
        with pytest.raises(ServiceUnavailableException):
            await store.check_server()


async def test_each_refusal_is_logged_once_in_its_own_words(caplog: pytest.LogCaptureFixture) -> None:
    async with refusing_redis("NOPERM not for you") as url, sessions_in(url) as store:
        with caplog.at_level(logging.WARNING, "cortex.redis"):
            for _ in range(3):
                with pytest.raises(ServiceUnavailableException):
                    await store.now()

    assert [(record.message, vars(record)["reason"]) for record in caplog.records] == [
        ("redis_unavailable", "NOPERM not for you")
    ]


async def test_a_refusal_makes_nobody_wait_for_the_next_question() -> None:
    async with refusing_redis("NOPERM not for you") as url, sessions_in(url) as store:
        for _ in range(20):
            with pytest.raises(ServiceUnavailableException) as refused:
                await store.now()
            assert refused.value.__cause__ is not None


@asynccontextmanager
async def a_user(*rights: str) -> AsyncIterator[str]:
    """The URL of a user who may do no more than that."""
    place = urlsplit(await valkey.emptied_url())
    async with Redis.from_url(valkey.server_url()) as client:
        await client.execute_command("ACL", "SETUSER", "ada", "reset", "on", ">secret", *rights)  # type: ignore[no-untyped-call]  # untyped there
        try:
            yield f"redis://ada:secret@{place.hostname}:{place.port or 6379}/0"
        finally:
            await client.execute_command("ACL", "DELUSER", "ada")  # type: ignore[no-untyped-call]  # untyped there


WELL = ("~{cortex*", "+@read", "+@write", "+@scripting", "+@connection", "+time", "+info")


async def test_the_rights_that_the_cure_names_are_enough() -> None:
    async with a_user(*WELL) as url, sessions_in(url) as store, limits_in(url) as limiter:
        await store.check_server()
        await limiter.check_server()
        async with Redis.from_url(valkey.server_url()) as client:
            assert [key async for key in client.scan_iter(match=valkey.OURS)] == []


@pytest.mark.parametrize(
    "rights",
    [
        ("~{cortex*", "+@all", "-@scripting"),
        ("~others:*", "+@all"),
        ("~{cortex*", "+@all", "-sscan"),
        ("~{cortex*", "+@all", "-del"),
        ("~{cortex*", "+@read", "+@scripting", "+@connection", "+time"),
    ],
)
async def test_a_user_who_may_too_little_is_found_out(rights: tuple[str, ...]) -> None:
    async with a_user(*rights) as url, sessions_in(url) as store:
        with pytest.raises(RefusedByServer, match=r"ACL SETUSER|scripts"):
            await store.check_server()


async def test_a_password_that_is_wrong_and_a_database_that_is_not_there_are_found_out() -> None:
    place = urlsplit(await valkey.emptied_url())
    there = f"{place.hostname}:{place.port or 6379}"
    async with sessions_in(f"redis://nobody:wrong@{there}/0") as store:
        with pytest.raises(RefusedByServer, match="password"):
            await store.check_server()
    async with sessions_in(f"redis://{there}/9999") as store:
        with pytest.raises(RefusedByServer, match="DB index is out of range"):
            await store.check_server()
        with pytest.raises(ServiceUnavailableException):
            await store.now()


@asynccontextmanager
async def a_redis(*options: str) -> AsyncIterator[str]:
    port = free_port()
    process = valkey.start_at(short_folder(), port, *options)
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()


async def test_a_cluster_is_refused_by_name() -> None:
    async with a_redis("--cluster-enabled", "yes") as url, sessions_in(url) as store:
        with pytest.raises(RefusedByServer, match="Cluster"):
            await store.check_server()
        with pytest.raises(ServiceUnavailableException):
            await store.now()
            await store.add(session(now=SystemClock().now()))


async def test_a_replica_is_not_available_until_it_is_promoted() -> None:
    master = urlsplit(await valkey.emptied_url())
    replica = ("--replicaof", f"{master.hostname} {master.port or 6379}")
    async with a_redis(*replica) as url, sessions_in(url) as store:
        with pytest.raises(ServiceUnavailableException):
            await store.check_server()
        async with Redis.from_url(url) as client:
            await client.execute_command("REPLICAOF", "NO", "ONE")  # type: ignore[no-untyped-call]  # untyped there

        async def serves() -> bool:
            try:
                await store.check_server()
            except ServiceUnavailableException:
                return False
            return True

        await eventually(serves)


async def test_a_redis_whose_memory_is_full_is_not_available() -> None:
    async with a_redis("--maxmemory", "1") as url, sessions_in(url) as store:
        with pytest.raises(ServiceUnavailableException) as refused:
            await store.check_server()
    assert "OOM" in str(refused.value.__cause__) or "maxmemory" in str(refused.value.__cause__)
