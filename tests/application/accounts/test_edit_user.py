import pytest

from application.accounts.edit_user import EditUser, EditUserCommand
from domain.accounts.errors import StaleVersion
from domain.accounts.person_name import PersonName
from domain.shared_kernel.errors import NotFoundException
from domain.shared_kernel.language import Language
from tests.support.memory_ports import MemoryPorts


@pytest.fixture
def edit_user(memory: MemoryPorts) -> EditUser:
    return EditUser(memory.begin, memory.clock)


async def test_edit_user_stores_the_names_and_the_language(memory: MemoryPorts, edit_user: EditUser) -> None:
    ada = await memory.add_user()
    await edit_user(
        EditUserCommand(
            user_id=ada.pk, first_name=PersonName("Augusta"), last_name=PersonName("King"), language=Language("fr")
        )
    )
    stored = await memory.user(ada.pk)
    assert (stored.first_name, stored.last_name, stored.language) == ("Augusta", "King", Language("fr"))


async def test_edit_user_leaves_what_is_not_given_and_keeps_sessions(memory: MemoryPorts, edit_user: EditUser) -> None:
    ada = await memory.add_user()
    memory.clock.pass_time(minutes=1)
    await edit_user(EditUserCommand(user_id=ada.pk, first_name=PersonName("Augusta")))
    stored = await memory.user(ada.pk)
    assert (stored.last_name, stored.language, stored.token_version) == (ada.last_name, ada.language, ada.token_version)
    assert stored.updated_at == memory.clock.now()
    assert await memory.jobs() == []


async def test_edit_user_accepts_the_version_that_the_client_saw_once(memory: MemoryPorts, edit_user: EditUser) -> None:
    ada = await memory.add_user()
    command = EditUserCommand(user_id=ada.pk, first_name=PersonName("Augusta"), expected={ada.version})
    await edit_user(command)
    with pytest.raises(StaleVersion):
        await edit_user(command)


async def test_edit_user_does_not_know_an_account_that_is_gone(memory: MemoryPorts, edit_user: EditUser) -> None:
    with pytest.raises(NotFoundException):
        await edit_user(EditUserCommand(user_id=memory.ids.random()))
