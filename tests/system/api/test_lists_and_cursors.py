"""A cursor leads on in the list that it came from, and in no other."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.app_harness import app_harness
from tests.system.api.client import Client
from tests.system.api.conftest import Service, serving

BOSS = "boss@example.org"


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    async with app_harness("memory", tmp_path) as harness, serving(harness) as client:
        yield Service(harness, client)


@pytest.fixture
async def staff(service: Service) -> Client:
    boss = await service.staff(BOSS)
    for name in ("ada", "eve"):
        await service.harness.register(f"{name}@example.org")
        for _ in range(2):
            await service.client.log_in(f"{name}@example.org")
    await service.client.at("admin").log_in(BOSS)
    return boss


async def cursor_of(staff: Client, path: str) -> str:
    return str((await staff("GET", f"{path}{'&' if '?' in path else '?'}limit=1")).body["next"])


async def test_no_list_takes_the_cursor_of_another(service: Service, staff: Client) -> None:
    ada, eve = [(await service.harness.user(f"{name}@example.org")).pk for name in ("ada", "eve")]
    lists = ["/users", "/users?q=example", "/me/sessions", f"/users/{ada}/sessions", f"/users/{eve}/sessions"]
    cursors = {path: await cursor_of(staff, path) for path in lists}
    assert None not in cursors.values()
    for path in lists:
        for other, cursor in cursors.items():
            reply = await staff("GET", f"{path}{'&' if '?' in path else '?'}limit=2&after={cursor}")
            if path == other:
                assert reply.status == 200
            else:
                assert (reply.status, reply.faults) == (422, {"after": "invalid_cursor"})


async def test_a_list_goes_on_with_pages_of_another_size(staff: Client) -> None:
    after = await cursor_of(staff, "/users?q=example&sort=email")
    reply = await staff("GET", f"/users?total=none&limit=5&q=example&sort=email&after={after}")
    assert len(reply.body["items"]) == 2
