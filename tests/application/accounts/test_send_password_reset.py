import pytest

from application.accounts.send_password_reset import SendPasswordReset
from domain.shared_kernel.actor import OPERATOR
from domain.shared_kernel.errors import NotFoundException
from tests.support.memory_ports import MemoryPorts


@pytest.fixture
def send_password_reset(memory: MemoryPorts) -> SendPasswordReset:
    return SendPasswordReset(memory.begin, memory.mails, memory.clock)


async def test_send_password_reset_mails_a_link_and_changes_nothing_yet(
    memory: MemoryPorts, send_password_reset: SendPasswordReset
) -> None:
    ada = await memory.add_user()
    await send_password_reset(ada.pk, by=OPERATOR)
    [token] = await memory.stored_links()
    assert [(job.kind, job.user_id, job.token_id) for job in await memory.mail_jobs()] == [
        ("reset_password", ada.pk, token.pk)
    ]
    assert (await memory.user(ada.pk)).values() == ada.values()


async def test_send_password_reset_does_not_know_an_account_that_is_gone(
    memory: MemoryPorts, send_password_reset: SendPasswordReset
) -> None:
    with pytest.raises(NotFoundException):
        await send_password_reset(memory.ids.random(), by=OPERATOR)
    assert (await memory.jobs(), await memory.stored_links()) == ([], [])
