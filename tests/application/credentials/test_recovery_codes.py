from uuid import UUID

from domain.credentials.recovery_code import CODES, RecoveryCode
from tests.support.clocks import NOON
from tests.support.memory_ports import MemoryPorts
from tests.support.people_with_apps import PersonWithApp
from tests.support.session_services import SessionServices

STRANGER = UUID(int=1, version=4)


async def test_a_recovery_code_is_accepted_once_and_however_it_is_written(
    memory: MemoryPorts, services: SessionServices, ada: PersonWithApp
) -> None:
    codes, (first, second, *_others) = services.recovery_codes, ada.recovery_codes
    async with memory.begin() as work:
        assert await codes.accept(work, ada.user.pk, first, at=NOON)
        assert not await codes.accept(work, ada.user.pk, first, at=NOON)
        assert await codes.accept(work, ada.user.pk, f" {second.lower().replace('-', ' ')} ", at=NOON)
        assert await codes.count(work, ada.user.pk) == CODES - 2


async def test_a_recovery_code_counts_for_its_owner_alone(
    memory: MemoryPorts, services: SessionServices, ada: PersonWithApp
) -> None:
    codes, eve = services.recovery_codes, await PersonWithApp.enrolled(memory, services, email="eve@example.org")
    async with memory.begin() as work:
        for wrong in (eve.recovery_codes[0], "", "123456", ada.recovery_codes[0][:-1]):
            assert not await codes.accept(work, ada.user.pk, wrong, at=NOON)
        assert not await codes.accept(work, STRANGER, ada.recovery_codes[0], at=NOON)
        assert (await codes.is_enrolled(work, ada.user.pk), await codes.is_enrolled(work, STRANGER)) == (True, False)


async def test_new_recovery_codes_are_different_and_void_the_former_ones(
    memory: MemoryPorts, services: SessionServices, ada: PersonWithApp
) -> None:
    codes, eve = services.recovery_codes, await PersonWithApp.enrolled(memory, services, email="eve@example.org")
    async with memory.begin() as work:
        new = await codes.issue(work, ada.user.pk, at=NOON)
        stored = await work.recovery_codes.select_all(RecoveryCode.user_id == ada.user.pk)
        assert len({*new, *ada.recovery_codes}) == 2 * CODES
        assert not await codes.accept(work, ada.user.pk, ada.recovery_codes[0], at=NOON)
        assert await codes.accept(work, ada.user.pk, new[-1], at=NOON)
        assert await codes.count(work, eve.user.pk) == CODES
    assert {code.created_at for code in stored} == {NOON}
    assert not {code.code_hash for code in stored} & {*new}
    assert {len(code.code_hash) for code in stored} == {64}


async def test_void_recovery_codes_leave_those_of_others(
    memory: MemoryPorts, services: SessionServices, ada: PersonWithApp
) -> None:
    eve = await PersonWithApp.enrolled(memory, services, email="eve@example.org")
    async with memory.begin() as work:
        await services.recovery_codes.void(work, ada.user.pk)
        assert await services.recovery_codes.count(work, ada.user.pk) == 0
        assert await services.recovery_codes.count(work, eve.user.pk) == CODES
