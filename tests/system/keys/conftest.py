import pytest

from adapters.key_ring.file import FileKeyRing
from tests.system.keys.rings import StandingClock, a_ring


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def ring(tmp_path, clock) -> FileKeyRing:
    return a_ring(tmp_path, clock)
