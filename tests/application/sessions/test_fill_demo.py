from typing import Any

import pytest

from application.sessions.fill_demo import DemoAccount, FillDemo
from domain.access.role import Role
from domain.accounts.events import DemoFilled
from domain.accounts.user import User
from domain.sessions.session import Device
from domain.shared_kernel.actor import OPERATOR
from tests.support.clocks import NOON
from tests.support.memory_ports import MemoryPorts, a_person

PASSWORD = "demo"


@pytest.fixture
def fill_demo(memory: MemoryPorts) -> FillDemo:
    return FillDemo(memory.begin, memory.hasher, memory.store, memory.ids, memory.session_policy, memory.clock)


def an_account(email: str = "ada@example.org", **values: Any) -> DemoAccount:
    return DemoAccount(person=a_person(email), created_at=NOON, **values)


async def users(memory: MemoryPorts) -> list[User]:
    async with memory.read() as work:
        return await work.users.select_all()


async def test_fill_demo_stores_accounts_with_their_marks_and_one_password(
    memory: MemoryPorts, fill_demo: FillDemo
) -> None:
    added = await fill_demo([an_account(role=Role.OWNER, is_locked=True)], PASSWORD, lambda: None)
    [ada] = await users(memory)
    assert added == 1
    assert (ada.is_staff, ada.is_locked, ada.is_email_verified, ada.created_at) == (True, True, False, NOON)
    assert await memory.hasher.verify(ada.password_hash, PASSWORD)


async def test_fill_demo_opens_a_session_for_each_device(memory: MemoryPorts, fill_demo: FillDemo) -> None:
    devices = [Device(user_agent="a phone"), Device(user_agent="a browser")]
    await fill_demo([an_account(devices=devices)], PASSWORD, lambda: None)
    [ada] = await users(memory)
    assert [session.user_agent for session in await memory.sessions_of(ada)] == ["a phone", "a browser"]


@pytest.mark.parametrize("spelling", ["ada@example.org", "ADA@example.org"])
async def test_fill_demo_skips_an_address_that_has_an_account(
    memory: MemoryPorts, fill_demo: FillDemo, spelling: str
) -> None:
    ada, reported = await memory.add_user(), []
    accounts = [an_account(spelling, devices=[Device()]), an_account("eve@example.org")]
    added = await fill_demo(accounts, PASSWORD, lambda: reported.append(1))
    assert (added, len(reported), len(await users(memory))) == (1, 1, 2)
    assert (await memory.user(ada.pk)).values() == ada.values()
    assert await memory.sessions_of(ada) == []


async def test_fill_demo_sends_no_mail_and_publishes_one_event_for_all_accounts(
    memory: MemoryPorts, fill_demo: FillDemo
) -> None:
    for _twice in range(2):
        await fill_demo([an_account(), an_account("eve@example.org")], PASSWORD, lambda: None)
    assert await memory.jobs() == []
    assert memory.sink.events == [DemoFilled(accounts=2, by=OPERATOR, at=memory.clock.now())]
