from uuid import UUID

import attrs
import pytest

from application.credentials.renew_recovery_codes import RenewRecoveryCodes, RenewRecoveryCodesCommand
from domain.accounts.errors import WrongPassword
from domain.accounts.password_events import PasswordRefused
from domain.credentials.errors import InvalidCode
from domain.credentials.events import RecoveryCodesRenewed
from domain.credentials.recovery_code import CODES
from tests.support.memory_ports import PASSWORD, MemoryPorts
from tests.support.people_with_apps import PersonWithApp
from tests.support.session_services import SessionServices

SESSION = UUID(int=7)


@pytest.fixture
def renew(memory: MemoryPorts, services: SessionServices) -> RenewRecoveryCodes:
    return RenewRecoveryCodes(
        memory.confirm_password, services.check_code, services.recovery_codes, memory.mails, memory.clock
    )


def a_command(person: PersonWithApp, code: str) -> RenewRecoveryCodesCommand:
    return RenewRecoveryCodesCommand(user_id=person.user.pk, session_id=SESSION, password=PASSWORD, code=code)


async def test_renew_recovery_codes_voids_the_former_ones(
    memory: MemoryPorts, renew: RenewRecoveryCodes, ada: PersonWithApp
) -> None:
    new = await renew(a_command(ada, ada.code()))
    async with memory.read() as work:
        stored = [code.code_hash for code in await work.recovery_codes.select_all()]
    assert len(set(new)) == len(stored) == CODES
    assert set(new).isdisjoint(ada.recovery_codes)
    assert set(new).isdisjoint(stored)
    with pytest.raises(InvalidCode):
        await renew(a_command(ada, ada.recovery_codes[0]))
    assert len(await renew(a_command(ada, new[0]))) == CODES


async def test_renew_recovery_codes_records_and_mails_it(
    memory: MemoryPorts, renew: RenewRecoveryCodes, ada: PersonWithApp
) -> None:
    await renew(a_command(ada, ada.code()))
    [renewed] = [event for event in memory.sink.events if isinstance(event, RecoveryCodesRenewed)]
    assert renewed == RecoveryCodesRenewed(user_id=ada.user.pk, by=ada.user.pk, at=memory.clock.now())
    assert [(job.kind, job.user_id) for job in await memory.mail_jobs()] == [("recovery_codes_renewed", ada.user.pk)]


async def test_renew_recovery_codes_refuses_a_wrong_password(
    memory: MemoryPorts, renew: RenewRecoveryCodes, ada: PersonWithApp
) -> None:
    with pytest.raises(WrongPassword):
        await renew(attrs.evolve(a_command(ada, ada.code()), password="not the password"))
    [refused] = [event for event in memory.sink.events if isinstance(event, PasswordRefused)]
    assert (refused.user_id, refused.session_id) == (ada.user.pk, SESSION)


async def test_renew_recovery_codes_takes_a_code_once(renew: RenewRecoveryCodes, ada: PersonWithApp) -> None:
    await renew(a_command(ada, ada.code()))
    with pytest.raises(InvalidCode):
        await renew(a_command(ada, ada.code()))
