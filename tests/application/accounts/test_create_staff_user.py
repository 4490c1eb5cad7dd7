import pytest

from application.accounts.create_staff_user import CreateStaffUser
from application.accounts.services.register_command import RegisterCommand
from domain.access.role import Role
from domain.accounts.errors import EmailTaken
from domain.shared_kernel.errors import ValidationException
from tests.support.memory_ports import PASSWORD, MemoryPorts, a_person


@pytest.fixture
def create_staff_user(memory: MemoryPorts) -> CreateStaffUser:
    return CreateStaffUser(memory.begin, memory.passwords, memory.clock, memory.ids)


async def test_create_staff_user_stores_a_confirmed_staff_account_and_mails_nobody(
    memory: MemoryPorts, create_staff_user: CreateStaffUser
) -> None:
    user = await create_staff_user(RegisterCommand(person=a_person(), password=PASSWORD), Role.MANAGER)
    stored = await memory.user(user.pk)
    assert (stored.person, stored.role, stored.is_staff) == (a_person(), Role.MANAGER, True)
    assert stored.is_email_verified
    assert await memory.hasher.verify(stored.password_hash, PASSWORD)
    assert await memory.jobs() == []


async def test_create_staff_user_refuses_an_address_that_is_taken_however_it_is_spelt(
    memory: MemoryPorts, create_staff_user: CreateStaffUser
) -> None:
    ada = await memory.add_user()
    with pytest.raises(EmailTaken):
        await create_staff_user(RegisterCommand(person=a_person("ADA@example.org"), password=PASSWORD), Role.MANAGER)
    assert not (await memory.user(ada.pk)).is_staff


async def test_create_staff_user_refuses_a_password_made_of_the_name_and_names_the_field(
    create_staff_user: CreateStaffUser,
) -> None:
    with pytest.raises(ValidationException) as refused:
        await create_staff_user(RegisterCommand(person=a_person(), password="lovelace-ada"), Role.MANAGER)
    assert [error.field for error in refused.value.errors] == ["password"]
