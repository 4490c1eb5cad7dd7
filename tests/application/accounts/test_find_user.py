import pytest

from application.accounts.find_user import FindUser
from domain.accounts.email_address import EmailAddress
from domain.shared_kernel.errors import NotFoundException
from tests.support.memory_ports import MemoryPorts


@pytest.fixture
def find_user(memory: MemoryPorts) -> FindUser:
    return FindUser(memory.read)


async def test_find_user_finds_by_id_and_by_address_however_it_is_spelt(
    memory: MemoryPorts, find_user: FindUser
) -> None:
    ada, _eve = await memory.add_user(password=None), await memory.add_user("eve@example.org", password=None)
    assert await find_user(ada.pk) == ada
    assert await find_user(EmailAddress("ADA@example.org")) == ada


async def test_find_user_knows_neither_an_unknown_id_nor_an_unknown_address(
    memory: MemoryPorts, find_user: FindUser
) -> None:
    for named in (memory.ids.random(), EmailAddress("ada@example.org")):
        with pytest.raises(NotFoundException):
            await find_user(named)
