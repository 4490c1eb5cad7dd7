"""``make migration`` writes what leads to the entities, and refuses what would lose rows."""

import re
import sys
from pathlib import Path

import pytest

from adapters.persistence.sqlalchemy.migrations.version_files import newest_revision
from adapters.persistence.sqlalchemy.migrations.write import main
from tests.foundation.copies import Copy

NEWEST = newest_revision()
WRITE = ("python", "-m", "adapters.persistence.sqlalchemy.migrations.write")
PARCEL = '''"""Parcels."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import IntEnum
from uuid import UUID

from domain.accounts.user import User
from domain.jobs.stored_job import JobStatus
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.errors import DuplicateValue
from domain.shared_kernel.field_types.json_value import Json
from domain.shared_kernel.fields import Field, field, reference
from domain.shared_kernel.references import OnDelete
from domain.shared_kernel.text import casefolded


class Size(IntEnum):
    SMALL = 1


class Parcel(Entity):
    """A parcel of somebody."""

    owner_id: Field[UUID] = reference(User, on_delete=OnDelete.CASCADE)
    label: Field[str] = field(max_length=20, unique=DuplicateValue, compare_by=casefolded)
    price: Field[Decimal] = field(precision=12, scale=2, index=True)
    mass: Field[Decimal | None] = field(precision=30, scale=10, default=None)
    due_on: Field[date] = field()
    opens_at: Field[time | None] = field(default=None)
    took: Field[timedelta | None] = field(default=None)
    sent_at: Field[datetime | None] = field(default=None)
    share: Field[float | None] = field(default=None)
    seal: Field[bytes | None] = field(default=None)
    notes: Field[Json | None] = field(default=None)
    tags: Field[tuple[str, ...]] = field(default=())
    size: Field[Size] = field(default=Size.SMALL)
    status: Field[JobStatus] = field(default=JobStatus.PENDING)
'''
REPOSITORY = '''from adapters.persistence.sqlalchemy.repository import SqlAlchemyRepository
from domain.parcels import Parcel


class SqlAlchemyParcelRepository(SqlAlchemyRepository[Parcel]):
    """Keeps parcels."""
'''
WITH_EACH_MIGRATION = (
    "test_every_step_can_be_taken_down_and_up_again",
    "test_the_migrated_schema_is_the_schema_of_the_entities",
)
"""The other tests of migrations are of how many processes begin, which no migration changes."""
LAST_FIELD = "    password_version: Field[int] = field(default=1)\n"
NEW_FIELDS = """    credit: Field[Decimal] = field(default=Decimal("1.50"), precision=12, scale=2, index=True)
    motto: Field[str] = field(default="it's so: yes", max_length=40, compare_by=casefolded)
    parted_on: Field[date | None] = field(default=None)
"""
IMPORTS = "from datetime import date, datetime\nfrom decimal import Decimal\n"
REFERENCE = "    owner: Field[UUID | None] = reference(User, on_delete=OnDelete.SET_NULL, default=None)\n"
REFERRING = """from domain.accounts.user import User
from domain.shared_kernel.fields import Field, field, reference
from domain.shared_kernel.references import OnDelete
"""


def edit(copy: Copy, file: str, old: str, new: str) -> None:
    text = (copy.root / file).read_text("utf-8")
    assert text.count(old) == 1
    (copy.root / file).write_text(text.replace(old, new), "utf-8")


def written_files(copy: Copy) -> list[str]:
    versions = copy.root / "adapters/persistence/sqlalchemy/migrations/versions"
    return sorted(file.name for file in versions.glob("[0-9]*.py") if file.name[:4] > NEWEST)


def grow(copy: Copy) -> None:
    """A new entity, new fields of one that is there, and a reference of another."""
    (copy.root / "domain/parcels.py").write_text(PARCEL, "utf-8")
    (copy.root / "adapters/persistence/sqlalchemy/repositories/parcels.py").write_text(REPOSITORY, "utf-8")
    user, job = "domain/accounts/user.py", "domain/jobs/stored_job.py"
    edit(copy, user, LAST_FIELD, LAST_FIELD + NEW_FIELDS)
    edit(
        copy,
        user,
        "from datetime import datetime\n",
        "from datetime import date, datetime\nfrom decimal import Decimal\n",
    )
    edit(copy, job, "from domain.shared_kernel.fields import Field, field\n", REFERRING)
    edit(copy, job, "    attempts: Field[int]", f"{REFERENCE}    attempts: Field[int]")


def test_new_tables_columns_and_references_are_written_and_can_be_taken_back(copy: Copy) -> None:
    grow(copy)
    done = copy.run(*WRITE, "parcels and-credit")
    assert done.returncode == 0, done.stdout + done.stderr
    path = done.stdout.strip()
    assert re.search(r"versions/\d{4}_parcels_and_credit\.py$", path)
    assert copy.run("ruff", "format", path).returncode == 0
    checked = copy.run("ruff", "check", path)
    assert (checked.stdout, written_files(copy)) == ("All checks passed!\n", [Path(path).name])
    stairs = copy.test(*(f"tests/contracts/test_migrations.py::{name}" for name in WITH_EACH_MIGRATION))
    assert stairs.returncode == 0, stairs.stdout
    again = copy.run(*WRITE, "once_more")
    assert (again.returncode, again.stdout) == (0, "")
    assert "nothing to write" in again.stderr


NAME = "last_name: Field[PersonName] = field(max_length=MAX_NAME_LENGTH"
REASON = "    status_reason: Field[str | None] = field(default=None)\n"
EMPTY = ": Field[bool | None] = field(default=False)\n    token"
FULL = ": Field[bool] = field(default=False)\n    token"
REQUIRED = f"{REASON}    motto: Field[str] = field()\n"
REFUSED = {
    "a column that goes": (REASON, "", "status_reason: the column has no field"),
    "a value that rows lack": (REASON, REQUIRED, "motto: existing rows have no value"),
    "a column that may be empty": (FULL, EMPTY, "has_mfa: the field may be empty"),
    "a shorter text": (NAME, "last_name: Field[PersonName] = field(max_length=9", "last_name: the column is"),
}


@pytest.mark.parametrize(("old", "new", "words"), REFUSED.values(), ids=REFUSED)
def test_a_change_that_cannot_be_made_safely_is_refused_with_advice(copy: Copy, old: str, new: str, words: str) -> None:
    edit(copy, "domain/accounts/user.py", old, new)
    done = copy.run(*WRITE, "change")
    assert (done.returncode, done.stdout, written_files(copy)) == (1, "", [])
    assert f"users.{words}" in done.stderr
    assert "by hand" in done.stderr or "Give the field one" in done.stderr


@pytest.mark.parametrize("name", ["", "Parcels, and more", "2nd", "../parcels", "_"])
def test_a_name_that_no_file_can_have_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["write", name])
    with pytest.raises(SystemExit, match="use words, such as NAME=invoices"):
        main()
