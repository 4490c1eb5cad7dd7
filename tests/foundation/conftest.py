from collections.abc import Iterator

import pytest

from tests.foundation.copies import Copy, a_copy


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A copy for tests that see that nothing changes in it."""
    return a_copy(tmp_path_factory.mktemp("pristine"))


@pytest.fixture
def copy(pristine: Copy) -> Iterator[Copy]:
    """A copy to be changed at will; those who come later find nothing of it."""
    with pristine.lent():
        yield pristine
