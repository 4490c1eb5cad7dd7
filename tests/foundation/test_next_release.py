"""A later release is merged into a project that has a domain of its own, as the guide says."""

import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from adapters.persistence.sqlalchemy.migrations.version_files import newest_revision
from tests.foundation.checkout import ROOT
from tests.foundation.copies import Copy, a_copy

TAKEN = [name for name in ("invoices",) if (ROOT / "domain" / name).exists()]
pytestmark = pytest.mark.skipif(bool(TAKEN), reason="there is a domain called invoices here")
GUIDE = ROOT / "docs/how-to/grow-your-service.md"
VERSIONS = Path("adapters/persistence/sqlalchemy/migrations/versions")
NEXT = int(newest_revision()) + 1
MIGRATION = '''"""Something that the next release needs."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds a table that no entity has."""
    op.create_table("made_up_{revision}", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade() -> None:
    """Removes it again."""
    op.drop_table("made_up_{revision}")
'''
ERROR = '''"""An error that the next release has."""

from domain.shared_kernel.messages import lazy_gettext as _

MADE_UP = _("This was made up for a test")
'''


def git(copy: Copy, *arguments: str) -> str:
    names = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *names, *arguments], cwd=copy.root, capture_output=True, text=True, check=False, env=copy.environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def keep(copy: Copy, message: str) -> None:
    git(copy, "add", "--all")
    git(copy, "commit", "--quiet", "--message", message)


def changed(copy: Copy, file: str, old: str, new: str) -> None:
    path = copy.root / file
    text = path.read_text("utf-8")
    assert old in text, (file, old)
    path.write_text(text.replace(old, new, 1), "utf-8")


def publish(copy: Copy) -> None:
    """The next release: two migrations, a message, and changes to files that a domain adds its lines to."""
    for number, slug in ((NEXT, "made_up"), (NEXT + 1, "also_made_up")):
        migration = MIGRATION.format(revision=f"{number:04}", before=f"{number - 1:04}")
        (copy.root / VERSIONS / f"{number:04}_{slug}.py").write_text(migration, "utf-8")
    (copy.root / "domain" / "accounts" / "made_up.py").write_text(ERROR, "utf-8")
    changed(copy, "CHANGELOG.md", "# Changelog\n", "# Changelog\n\n## 0.2.0\n\n- Something was made up.\n")
    changed(copy, "pyproject.toml", 'version = "0.1.0"', 'version = "0.2.0"')
    changed(copy, "application/ports/unit_of_work.py", '"""', '"""Made up. ')
    assert copy.run("python", "-m", "locales").returncode == 0
    keep(copy, "Release 0.2.0")
    git(copy, "tag", "v0.2.0")


def steps_after_the_merge() -> str:
    found = re.search(r"```bash\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A project with invoices, after the merge of the next release."""
    copy = a_copy(tmp_path_factory.mktemp("grown"))
    git(copy, "init", "--quiet", "--initial-branch", "upstream")
    keep(copy, "Release 0.1.0")
    git(copy, "checkout", "--quiet", "-b", "ours")
    assert copy.run("cortex", "new-domain", "invoices").returncode == 0
    keep(copy, "Add invoices")
    git(copy, "checkout", "--quiet", "upstream")
    publish(copy)
    git(copy, "checkout", "--quiet", "ours")
    git(copy, "merge", "--quiet", "--no-edit", "v0.2.0")
    script = 'set -e\ngit() { command git -c user.name=Ada -c user.email=ada@example.org "$@"; }\n'
    done = subprocess.run(
        ["bash", "-c", script + steps_after_the_merge()],
        cwd=copy.root,
        env=copy.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return copy


def test_the_migrations_of_the_release_come_behind_those_of_the_project(grown: Copy) -> None:
    numbered = sorted(file.name for file in (grown.root / VERSIONS).glob("[0-9]*.py"))[-3:]
    names = (f"{NEXT:04}_invoices.py", f"{NEXT + 1:04}_made_up.py", f"{NEXT + 2:04}_also_made_up.py")
    assert tuple(numbered) == names
    for number, name in enumerate(names, NEXT):
        text = (grown.root / VERSIONS / name).read_text("utf-8")
        assert f'revision = "{number:04}"\ndown_revision = "{number - 1:04}"' in text


@pytest.mark.parametrize("check", ["ruff check .", "ruff format --check .", "lint-imports"])
def test_the_house_still_stands(grown: Copy, check: str) -> None:
    done = grown.run(*check.split())
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_database_of_the_project_gets_what_the_release_brings_and_keeps_its_own(grown: Copy) -> None:
    before = grown.run("cortex", "migrate", "--json")
    assert (before.returncode, '"changed": true' in before.stdout) == (0, True), before.stderr
    with closing(sqlite3.connect(grown.root / "cortex.db")) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"invoices", f"made_up_{NEXT:04}", f"made_up_{NEXT + 1:04}"} <= tables


def test_the_tests_of_the_domain_and_of_the_messages_pass(grown: Copy) -> None:
    said = grown.run("python", "-m", "locales")
    assert "1 of " in said.stdout, "the message of the release is there, and to be translated"
    tests = ("tests/domain/test_invoices.py", "tests/system/api/test_invoices.py")
    done = grown.test(*tests, "-k", "memory or test_a_new")
    assert done.returncode == 0, done.stdout + done.stderr
