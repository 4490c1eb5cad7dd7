import pytest

from application.accounts.get_user import GetUser
from domain.shared_kernel.errors import NotFoundException
from tests.support.memory_ports import MemoryPorts


@pytest.fixture
def get_user(memory: MemoryPorts) -> GetUser:
    return GetUser(memory.read)


async def test_get_user_returns_the_account_as_stored(memory: MemoryPorts, get_user: GetUser) -> None:
    ada, _eve = await memory.add_user(password=None), await memory.add_user("eve@example.org", password=None)
    assert (await get_user(ada.pk)).values() == (await memory.user(ada.pk)).values()


async def test_get_user_does_not_know_an_account_that_is_gone(memory: MemoryPorts, get_user: GetUser) -> None:
    with pytest.raises(NotFoundException):
        await get_user(memory.ids.random())
