from uuid import UUID

import pytest

from application.credentials.list_factors import ListFactors
from application.credentials.reset_mfa import ResetMfa, ResetMfaCommand
from domain.access.errors import PermissionDenied
from domain.access.role import Role
from domain.accounts.errors import CannotTargetSelf
from domain.credentials.events import MfaReset
from domain.shared_kernel.actor import OPERATOR
from domain.shared_kernel.errors import NotFoundException
from tests.support.memory_ports import MemoryPorts
from tests.support.people_with_apps import PersonWithApp
from tests.support.session_services import SessionServices


@pytest.fixture
def reset_mfa(memory: MemoryPorts) -> ResetMfa:
    return ResetMfa(memory.begin, memory.mails, memory.enqueue, memory.clock)


async def test_reset_mfa_removes_every_factor_and_ends_every_session(
    memory: MemoryPorts, services: SessionServices, reset_mfa: ResetMfa, ada: PersonWithApp
) -> None:
    await reset_mfa(ResetMfaCommand(user_id=ada.user.pk, by=OPERATOR, reason="Known in person"))
    user = await memory.user(ada.user.pk)
    listed = await ListFactors(memory.read, services.recovery_codes)(user.pk)
    [event] = [event for event in memory.sink.events if isinstance(event, MfaReset)]
    assert (user.has_mfa, user.token_version) == (False, ada.user.token_version + 1)
    assert (list(listed.factors), listed.recovery_codes_left) == ([], 0)
    assert (event.by, event.reason) == (OPERATOR, "Known in person")
    assert [job.kind for job in await memory.mail_jobs()] == ["mfa_reset"]


async def test_reset_mfa_refuses_staff_themselves_and_an_account_that_is_gone(
    memory: MemoryPorts, reset_mfa: ResetMfa
) -> None:
    boss = await memory.add_user("boss@example.org", role=Role.OWNER)
    with pytest.raises(CannotTargetSelf):
        await reset_mfa(ResetMfaCommand(user_id=boss.pk, by=boss.pk, reason="lost"))
    with pytest.raises(NotFoundException):
        await reset_mfa(ResetMfaCommand(user_id=UUID(int=9), by=OPERATOR, reason="lost"))


async def test_reset_mfa_refuses_staff_who_may_not_write_users(
    memory: MemoryPorts, reset_mfa: ResetMfa, ada: PersonWithApp
) -> None:
    support = await memory.add_user("help@example.org", role=Role.SUPPORT)
    with pytest.raises(PermissionDenied):
        await reset_mfa(ResetMfaCommand(user_id=ada.user.pk, by=support.pk, reason="lost"))
    assert (await memory.user(ada.user.pk)).has_mfa
