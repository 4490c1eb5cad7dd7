import pytest

from tests.support.memory_ports import MemoryPorts
from tests.support.session_services import SessionServices


@pytest.fixture
def services(memory: MemoryPorts) -> SessionServices:
    return SessionServices(memory)
