from application.credentials.list_factors import ListFactors
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
