import pytest

from application.sessions.log_out_everywhere import LogOutEverywhere
from domain.access.role import Role
from domain.shared_kernel.errors import NotFoundException
from domain.shared_kernel.platform import Platform
from tests.support.memory_ports import MemoryPorts


@pytest.fixture
def log_out_everywhere(memory: MemoryPorts) -> LogOutEverywhere:
    return LogOutEverywhere(memory.begin, memory.enqueue, memory.clock)


async def test_log_out_everywhere_ends_the_sessions_on_both_platforms(
    memory: MemoryPorts, log_out_everywhere: LogOutEverywhere
) -> None:
    boss = await memory.add_user(role=Role.OWNER)
    sessions = [await memory.add_session(boss, platform=platform) for platform in Platform]
    await log_out_everywhere(boss.pk)
    stored = await memory.user(boss.pk)
    assert [session.is_valid_for(stored, memory.clock.now()) for session in sessions] == [False, False]


async def test_log_out_everywhere_has_the_ended_sessions_removed_later(
    memory: MemoryPorts, log_out_everywhere: LogOutEverywhere
) -> None:
    ada = await memory.add_user()
    await log_out_everywhere(ada.pk)
    assert [(job.name, str(ada.pk) in job.arguments) for job in await memory.jobs()] == [("forget_sessions", True)]


async def test_log_out_everywhere_leaves_other_users_alone(
    memory: MemoryPorts, log_out_everywhere: LogOutEverywhere
) -> None:
    ada, eve = await memory.add_user(), await memory.add_user("eve@example.org")
    session = await memory.add_session(eve)
    await log_out_everywhere(ada.pk)
    assert session.is_valid_for(await memory.user(eve.pk), memory.clock.now())


async def test_log_out_everywhere_does_not_know_an_account_that_is_gone(
    memory: MemoryPorts, log_out_everywhere: LogOutEverywhere
) -> None:
    with pytest.raises(NotFoundException):
        await log_out_everywhere(memory.ids.random())
    assert await memory.jobs() == []
