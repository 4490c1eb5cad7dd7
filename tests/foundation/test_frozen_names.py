"""Everything that is stored or spoken, as frozen sets: rows, links, cookies and scripts of the last release depend on
them. To rename a class is free; to take a name out of these sets strands something that is out there."""

import pytest

from tests.foundation import frozen_names, spoken_names
from tests.foundation.frozen_domains import frozen_of_domains

SETS = [name for name in vars(frozen_names) if name.isupper() and name != "KEY_INFOS"]


def difference(name: str, spoken: frozenset[str], frozen: frozenset[str]) -> str:
    """Says what to do about each name that only one side has."""
    return (
        f"add to {name} of tests/foundation/frozen_<domain>.py, or frozen_names.py: {sorted(spoken - frozen)}; "
        f"gone, which strands what has the name: {sorted(frozen - spoken)}"
    )


@pytest.mark.parametrize("name", SETS)
def test_names_that_are_stored_or_spoken_are_kept(name: str) -> None:
    spoken, frozen = getattr(spoken_names, name.lower())(), getattr(frozen_names, name) | frozen_of_domains(name)
    assert spoken == frozen, difference(name, spoken, frozen)


def test_keys_are_derived_with_the_infos_that_they_have_always_had(monkeypatch: pytest.MonkeyPatch) -> None:
    assert spoken_names.key_infos(monkeypatch) == frozen_names.KEY_INFOS


def test_a_new_name_is_reported_with_the_file_that_it_belongs_in() -> None:
    told = difference("JOBS", frozenset({"purge", "remind"}), frozenset({"purge", "confirm"}))
    assert "JOBS of tests/foundation/frozen_<domain>.py, or frozen_names.py: ['remind']" in told
    assert "gone, which strands what has the name: ['confirm']" in told
