"""Everything that is stored or spoken, as frozen sets: rows, links, cookies and scripts of the last release depend on
them. To rename a class is free; to take a name out of these sets strands something that is out there."""

import pytest

from tests.foundation import frozen_names, spoken_names
from tests.foundation.frozen_domains import frozen_of_domains

SETS = [name for name in vars(frozen_names) if name.isupper() and name != "KEY_INFOS"]


@pytest.mark.parametrize("name", SETS)
def test_names_that_are_stored_or_spoken_are_kept(name: str) -> None:
    assert getattr(spoken_names, name.lower())() == getattr(frozen_names, name) | frozen_of_domains(name)


def test_keys_are_derived_with_the_infos_that_they_have_always_had(monkeypatch: pytest.MonkeyPatch) -> None:
    assert spoken_names.key_infos(monkeypatch) == frozen_names.KEY_INFOS
