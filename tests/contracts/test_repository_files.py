"""Every storage keeps what a unit of work declares."""

from pathlib import Path
from typing import get_type_hints
from uuid import uuid4

import pytest

from adapters.persistence.memory import repositories as memory
from adapters.persistence.memory.repository import MemoryRepository
from adapters.persistence.repository_files import repositories_in
from adapters.persistence.sqlalchemy import repositories as sqlalchemy
from application.jobs.services.job import Job
from application.ports.unit_of_work import Repositories
from tests.contracts.conformance import OpenedStorage


async def test_every_storage_has_the_repositories_that_a_unit_of_work_declares(storage: OpenedStorage) -> None:
    async with storage.read() as work:
        for name, port in get_type_hints(Repositories).items():
            assert isinstance(getattr(work, name), port), name


async def test_a_repository_is_found_by_its_port(storage: OpenedStorage) -> None:
    async with storage.read() as work:
        for name, port in get_type_hints(Repositories).items():
            assert work.of(port) is getattr(work, name)
        with pytest.raises(LookupError, match="no Job"):
            work.of(Job)


def test_storages_have_the_same_repositories() -> None:
    assert memory.REPOSITORIES.keys() == sqlalchemy.REPOSITORIES.keys() >= get_type_hints(Repositories).keys()


TWO = """
from tests.contracts.adapters.memory import MemoryBadges
class One(MemoryBadges): ...
class Other(MemoryBadges): ...
"""


@pytest.mark.parametrize("text", ["", "from tests.contracts.adapters.memory import MemoryBadges", TWO])
def test_a_file_without_its_one_repository_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    folder = tmp_path / uuid4().hex
    folder.mkdir()
    (folder / "badges.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(TypeError, match=r"badges must define one MemoryRepository"):
        repositories_in(folder.name, [str(folder)], MemoryRepository)
