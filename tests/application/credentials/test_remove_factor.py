from uuid import UUID

import attrs
import pytest

from application.credentials.remove_factor import RemoveFactor, RemoveFactorCommand
from domain.access.role import Role
from domain.accounts.errors import WrongPassword
from domain.accounts.password_events import PasswordRefused
from domain.credentials.errors import InvalidCode, MfaRequiredForStaff
from domain.credentials.events import FactorRemoved
from domain.shared_kernel.errors import NotFoundException
from tests.support.memory_ports import PASSWORD, MemoryPorts
from tests.support.people_with_apps import PersonWithApp
from tests.support.session_services import SessionServices

SESSION = UUID(int=7)


@pytest.fixture
def remove_factor(memory: MemoryPorts, services: SessionServices) -> RemoveFactor:
    return RemoveFactor(
        memory.begin,
        memory.read,
        memory.confirm_password,
        services.check_code,
        services.recovery_codes,
        memory.mails,
        memory.clock,
        staff_need_one=True,
    )


def a_command(person: PersonWithApp, code: str) -> RemoveFactorCommand:
    user = person.user
    return RemoveFactorCommand(
        user_id=user.pk, session_id=SESSION, factor_id=person.factor.pk, password=PASSWORD, code=code
    )


async def test_remove_factor_takes_the_recovery_codes_along_with_the_last_one(
    memory: MemoryPorts, remove_factor: RemoveFactor, ada: PersonWithApp
) -> None:
    memory.clock.pass_time(hours=1)
    await remove_factor(a_command(ada, ada.recovery_codes[0]))
    pk, now = ada.user.pk, memory.clock.now()
    async with memory.read() as work:
        assert (await work.factors.count(), await work.recovery_codes.count()) == (0, 0)
    user = await memory.user(pk)
    assert (user.has_mfa, user.updated_at) == (False, now)
    [removed] = [event for event in memory.sink.events if isinstance(event, FactorRemoved)]
    assert removed == FactorRemoved(user_id=pk, by=pk, factor_id=ada.factor.pk, kind="totp", at=now)
    mails = [(job.kind, job.user_id) for job in await memory.mail_jobs()]
    assert mails == [("recovery_code_used", pk), ("factor_removed", pk)]


async def test_remove_factor_refuses_a_wrong_code_and_the_factor_of_another_person(
    memory: MemoryPorts, services: SessionServices, remove_factor: RemoveFactor, ada: PersonWithApp
) -> None:
    eve = await PersonWithApp.enrolled(memory, services, email="eve@example.org")
    with pytest.raises(InvalidCode):
        await remove_factor(a_command(ada, "000000"))
    with pytest.raises(NotFoundException):
        await remove_factor(
            RemoveFactorCommand(
                user_id=eve.user.pk, session_id=eve.user.pk, factor_id=ada.factor.pk, password=PASSWORD, code=eve.code()
            )
        )
    async with memory.read() as work:
        assert await work.factors.count() == 2


async def test_remove_factor_refuses_a_wrong_password(
    memory: MemoryPorts, remove_factor: RemoveFactor, ada: PersonWithApp
) -> None:
    with pytest.raises(WrongPassword):
        await remove_factor(attrs.evolve(a_command(ada, ada.code()), password="not the password"))
    [refused] = [event for event in memory.sink.events if isinstance(event, PasswordRefused)]
    assert (refused.user_id, refused.session_id) == (ada.user.pk, SESSION)


async def test_remove_factor_leaves_staff_their_last_one_and_the_code_unspent(
    memory: MemoryPorts, services: SessionServices, remove_factor: RemoveFactor
) -> None:
    boss = await PersonWithApp.enrolled(memory, services, role=Role.OWNER)
    for _ in range(2):
        with pytest.raises(MfaRequiredForStaff):
            await remove_factor(a_command(boss, boss.code()))
    assert (await memory.user(boss.user.pk)).has_mfa
