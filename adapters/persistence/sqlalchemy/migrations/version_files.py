"""The version files of migrations."""

from pathlib import Path

FOLDER = Path(__file__).parent


def revisions() -> list[str]:
    """Returns ``0001`` for ``versions/0001_accounts_and_sessions.py`` and so on, in the order in which they are
    applied."""
    return sorted(path.name.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*_*.py"))


def newest_revision() -> str:
    """Returns the last of them."""
    return revisions()[-1]
