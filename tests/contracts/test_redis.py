"""What only Redis can do wrong."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from adapters.redis.server import RedisServer
from adapters.token_store.redis import RedisTokenStore
from adapters.token_store.redis_scripts import PREFIX, Script
from adapters.token_store.session_json import from_json, to_json
from domain.shared_kernel.errors import ServiceUnavailableException
from tests.contracts.people import session
from tests.support.servers import valkey
from tests.support.servers.proxy import proxy_to, to_valkey

TIMEOUT = timedelta(seconds=30)


@pytest.fixture
async def store() -> AsyncIterator[RedisTokenStore]:
    opened = RedisTokenStore(await valkey.emptied_url(), timeout=TIMEOUT)
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
async def redis(store: RedisTokenStore) -> AsyncIterator[Redis]:
    async with Redis.from_url(valkey.server_url()) as client:
        yield client


async def test_a_store_that_is_not_open_says_so() -> None:
    unused = RedisTokenStore("redis://127.0.0.1:1")
    with pytest.raises(RuntimeError, match="open"):
        await unused.now()
    await unused.open()
    await unused.close()
    await unused.close()
    with pytest.raises(RuntimeError, match="open"):
        await unused.now()


async def test_scripts_that_redis_forgot_are_told_again(store: RedisTokenStore, redis: Redis) -> None:
    await store.now()
    await redis.script_flush()
    assert isinstance(await store.now(), datetime)


async def test_redis_forgets_what_nobody_purges_but_not_at_once(store: RedisTokenStore, redis: Redis) -> None:
    opened = session(now=await store.now(), life=timedelta(hours=1))
    await store.add(opened)
    for key in (f"{PREFIX}session:{opened.pk}", f"{PREFIX}user:{opened.user_id}"):
        left = timedelta(milliseconds=await redis.pttl(key))
        assert timedelta(hours=24) < left <= timedelta(hours=25)


async def test_nothing_is_left_of_sessions_that_ended(store: RedisTokenStore, redis: Redis) -> None:
    now, ada = await store.now(), uuid4()
    ended, expired = session(now=now, user_id=ada), session(now=now, user_id=ada, life=timedelta(0))
    for opened in (ended, expired):
        await store.add(opened)
    await store.replace(ended)
    await store.remove(ended.pk)
    assert await store.remove_expired(10) == 1
    assert await redis.keys() == []


async def test_a_session_that_redis_forgot_by_itself_is_neither_found_nor_counted_for_long(
    store: RedisTokenStore, redis: Redis
) -> None:
    forgotten = session(now=await store.now())
    await store.add(forgotten)
    await store.add(session(now=await store.now(), user_id=forgotten.user_id))
    await redis.delete(f"{PREFIX}session:{forgotten.pk}")

    page = await store.page_for_user(forgotten.user_id)

    assert forgotten.pk not in {each.session.pk for each in page.found}
    assert await store.count_for_user(forgotten.user_id) == 1


async def test_all_keys_are_of_one_slot(store: RedisTokenStore, redis: Redis) -> None:
    await store.add(session(now=await store.now()))
    keys = await redis.keys()
    assert len(keys) == 3
    assert all(isinstance(key, bytes) and key.startswith(PREFIX.encode()) for key in keys)


async def test_a_redis_that_may_not_write_is_unavailable(store: RedisTokenStore, redis: Redis) -> None:
    await redis.config_set("maxmemory", 1)
    try:
        with pytest.raises(ServiceUnavailableException):
            await store.add(session(now=await store.now()))
    finally:
        await redis.config_set("maxmemory", 0)


async def test_a_command_that_may_have_been_done_is_not_tried_again(store: RedisTokenStore) -> None:
    async with proxy_to(to_valkey) as proxy:
        far = RedisTokenStore(f"redis://127.0.0.1:{proxy.port}/0", timeout=TIMEOUT)
        await far.open()
        opened = session(now=await far.now())
        await far.add(opened)
        await far.replace(opened)
        proxy.lose_the_next_answer()
        with pytest.raises(ServiceUnavailableException):
            await far.replace(opened)
        found = await far.find(opened.pk)
        await far.close()
    assert found is not None
    assert (found.session.version, opened.version) == (3, 2)


async def test_more_questions_than_connections_wait_for_one() -> None:
    server = RedisServer(await valkey.emptied_url(), timeout=TIMEOUT, connections=1)
    await server.open()
    try:
        answers = await asyncio.gather(*(server.run(Script.NOW, [PREFIX], []) for _ in range(5)))
    finally:
        await server.close()
    assert len(answers) == 5


async def test_a_session_is_stored_as_json_that_every_release_reads(store: RedisTokenStore) -> None:
    opened = session(now=await store.now())
    stored = json.loads(to_json(opened))
    assert stored.keys() == opened.values().keys()
    assert (stored["pk"], stored["platform"], stored["generation"]) == (str(opened.pk), opened.platform.value, 1)
    assert datetime.fromisoformat(stored["expires_at"]) == opened.expires_at


async def test_a_session_of_another_release_is_read_as_far_as_it_is_known(store: RedisTokenStore) -> None:
    opened = session(now=await store.now())
    text = to_json(opened).replace('"is_acknowledged":true,', "").replace("{", '{"mood":"bright",', 1)
    assert from_json(text).values() == opened.values()


async def test_a_session_of_the_release_before_was_opened_by_password(store: RedisTokenStore) -> None:
    opened = session(now=await store.now())
    stored = {name: value for name, value in json.loads(to_json(opened)).items() if name not in {"amr", "auth_time"}}
    read = from_json(json.dumps(stored))
    assert (read.methods, read.authenticated_at) == (("pwd",), opened.created_at)
