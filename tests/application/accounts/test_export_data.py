from typing import Any

import pytest

from application.accounts.export_data import ExportData
from application.accounts.services import account_mails
from domain.accounts import purposes
from domain.accounts.user import User
from domain.sessions.session import Session
from domain.shared_kernel.actor import OPERATOR
from domain.shared_kernel.errors import NotFoundException
from tests.support.memory_ports import MemoryPorts


@pytest.fixture
def export_data(memory: MemoryPorts) -> ExportData:
    return ExportData(memory.read, memory.personal_data, memory.record, memory.clock)


async def furnished(memory: MemoryPorts, email: str) -> tuple[User, list[Session]]:
    """Stores a user with two sessions, a link and a mail."""
    user = await memory.add_user(email, password=None)
    sessions = [await memory.add_session(user) for _session in range(2)]
    await memory.add_link(user, purposes.RESET_PASSWORD)
    async with memory.begin() as work:
        await memory.mails.notify(work, account_mails.PASSWORD_CHANGED, user.pk)
        await work.commit()
    return user, sessions


async def test_export_data_returns_everything_stored_about_the_user_and_nothing_about_others(
    memory: MemoryPorts, export_data: ExportData
) -> None:
    ada, sessions = await furnished(memory, "ada@example.org")
    await furnished(memory, "eve@example.org")
    exported: dict[str, Any] = dict(await export_data(ada.pk, by=ada.pk))
    assert exported["account"].values() == ada.values()
    assert exported["sessions"] == list(reversed(sessions))
    assert [link.user_id for link in exported["links"]] == [ada.pk]
    assert [(job.name, str(ada.pk) in job.arguments) for job in exported["jobs"]] == [("send_mail", True)]


async def test_export_data_includes_sessions_that_have_expired_but_are_still_stored(
    memory: MemoryPorts, export_data: ExportData
) -> None:
    ada, sessions = await furnished(memory, "ada@example.org")
    memory.clock.at += memory.session_policy.idle
    assert (await export_data(ada.pk, by=ada.pk))["sessions"] == list(reversed(sessions))


async def test_export_data_does_not_know_an_account_that_is_gone(memory: MemoryPorts, export_data: ExportData) -> None:
    with pytest.raises(NotFoundException):
        await export_data(memory.ids.random(), by=OPERATOR)
