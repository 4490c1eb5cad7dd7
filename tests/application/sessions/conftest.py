import pytest

from tests.support.memory_ports import SessionServices


@pytest.fixture
def services(memory) -> SessionServices:
    return SessionServices(memory)
