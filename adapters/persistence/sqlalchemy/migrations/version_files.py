"""The version files, known by their names."""

from pathlib import Path

FOLDER = Path(__file__).parent


def revisions() -> list[str]:
    """``0001`` for ``versions/0001_accounts_and_sessions.py``: files are numbered in the order they are applied."""
    return sorted(path.name.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*_*.py"))


def newest_revision() -> str:
    return revisions()[-1]
