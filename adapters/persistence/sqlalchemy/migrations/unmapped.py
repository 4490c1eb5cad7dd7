"""What a database has that no entity stands for."""

from typing import Any

TABLES = frozenset({"write_turns"})
INDEXES = frozenset({"ix_users_search", "ix_stored_jobs_user"})


def is_of_entities(_item: Any, name: str | None, kind: str, _reflected: bool, _compared_to: Any) -> bool:
    """What Alembic compares with the entities."""
    return name not in (TABLES if kind == "table" else INDEXES)
