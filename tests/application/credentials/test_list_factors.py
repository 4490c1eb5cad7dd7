from datetime import timedelta
from uuid import UUID

from application.credentials.list_factors import ListFactors
from domain.credentials.factor import Factor
from tests.support.clocks import NOON
from tests.support.memory_ports import MemoryPorts
from tests.support.people_with_apps import PersonWithApp
from tests.support.session_services import SessionServices


async def test_list_factors_shows_those_of_the_person_alone(
    memory: MemoryPorts, services: SessionServices, ada: PersonWithApp
) -> None:
    await PersonWithApp.enrolled(memory, services, email="eve@example.org")
    listed = await ListFactors(memory.read, services.recovery_codes)(ada.user.pk)
    assert list(listed.factors) == [ada.factor]
    assert listed.recovery_codes_left == len(ada.recovery_codes)


async def test_list_factors_shows_the_oldest_first_and_those_that_are_not_confirmed(
    memory: MemoryPorts, services: SessionServices, ada: PersonWithApp
) -> None:
    for number, hours in enumerate((2, 1, -2)):
        added = Factor.enrol(
            UUID(int=number, version=4),
            user_id=ada.user.pk,
            kind="totp",
            label=f"{hours}",
            secret="-",
            at=NOON + timedelta(hours=hours),
        )
        async with memory.begin() as work:
            await work.factors.create(added)
            await work.commit()
    listed = await ListFactors(memory.read, services.recovery_codes)(ada.user.pk)
    assert [factor.label for factor in listed.factors] == ["-2", None, "1", "2"]
