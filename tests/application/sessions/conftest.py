import pytest

from tests.support.session_services import SessionServices


@pytest.fixture
def services(memory) -> SessionServices:
    return SessionServices(memory)
