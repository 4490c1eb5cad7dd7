import pytest

from tests.support.memory_ports import MemoryPorts
from tests.support.people_with_apps import PersonWithApp
from tests.support.session_services import SessionServices


@pytest.fixture
def services(memory: MemoryPorts) -> SessionServices:
    return SessionServices(memory)


@pytest.fixture
async def ada(memory: MemoryPorts, services: SessionServices) -> PersonWithApp:
    """A user with a confirmed app and recovery codes."""
    return await PersonWithApp.enrolled(memory, services)
