from pathlib import Path

import pytest

from adapters.key_ring.file import FileKeyRing
from tests.support.clocks import StoppedClock
from tests.system.keys.rings import a_ring


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def ring(tmp_path: Path, clock: StoppedClock) -> FileKeyRing:
    return a_ring(tmp_path, clock)
