"""Tables and indexes of the database that no entity defines."""

from typing import Any

TABLES = frozenset({"write_turns"})
INDEXES = frozenset({"ix_users_search", "ix_users_counted", "ix_stored_jobs_user"})


def is_mapped(_item: Any, name: str | None, kind: str, _reflected: bool, _compared_to: Any) -> bool:
    """Returns true for the objects that Alembic compares with the entities."""
    return name not in (TABLES if kind == "table" else INDEXES)
