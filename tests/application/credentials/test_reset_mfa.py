from uuid import UUID

import pytest

from application.credentials.list_factors import ListFactors
from application.credentials.reset_mfa import ResetMfa, ResetMfaCommand
from application.credentials.services.remove_factors import RemoveFactors
from domain.accounts.errors import CannotTargetSelf
from domain.credentials.events import MfaReset
from domain.shared_kernel.errors import NotFoundException
from tests.support.memory_ports import MemoryPorts
from tests.support.people_with_apps import PersonWithApp
from tests.support.session_services import SessionServices

BOSS = UUID(int=1)


@pytest.fixture
def reset_mfa(memory: MemoryPorts, services: SessionServices) -> ResetMfa:
    remove = RemoveFactors(services.recovery_codes)
    return ResetMfa(memory.begin, remove, memory.mails, memory.enqueue, memory.clock)


async def test_reset_mfa_removes_every_factor_and_ends_every_session(
    memory: MemoryPorts, services: SessionServices, reset_mfa: ResetMfa, ada: PersonWithApp
) -> None:
    await reset_mfa(ResetMfaCommand(user_id=ada.user.pk, by=BOSS, reason="Known in person"))
    user = await memory.user(ada.user.pk)
    listed = await ListFactors(memory.read, services.recovery_codes)(user.pk)
    [event] = [event for event in memory.sink.events if isinstance(event, MfaReset)]
    assert (user.has_mfa, user.token_version) == (False, ada.user.token_version + 1)
    assert (list(listed.factors), listed.recovery_codes_left) == ([], 0)
    assert (event.by, event.reason) == (BOSS, "Known in person")
    assert [job.kind for job in await memory.mail_jobs()] == ["mfa_reset"]


async def test_reset_mfa_refuses_staff_themselves_and_an_account_that_is_gone(
    reset_mfa: ResetMfa, ada: PersonWithApp
) -> None:
    with pytest.raises(CannotTargetSelf):
        await reset_mfa(ResetMfaCommand(user_id=ada.user.pk, by=ada.user.pk, reason="lost"))
    with pytest.raises(NotFoundException):
        await reset_mfa(ResetMfaCommand(user_id=UUID(int=9), by=BOSS, reason="lost"))
