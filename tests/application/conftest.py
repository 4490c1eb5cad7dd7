import pytest

from tests.support.memory_ports import MemoryPorts


@pytest.fixture
def memory() -> MemoryPorts:
    return MemoryPorts()
