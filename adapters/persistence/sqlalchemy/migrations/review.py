"""The rules that a written migration follows: the release before must be able to run beside it, no row may be lost, and
none may keep it from ending."""

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from adapters.persistence.sqlalchemy.migrations.differences import line_of

_LATER = (
    "the release before still uses it. Keep it for one release; then drop it in a migration by hand, or name it in "
    "migrations/unmapped.py"
)
_BY_HAND = (
    "existing rows may not fit. Write this migration by hand: first mend the rows, then change the column in a batch"
)


@attrs.define(eq=False)
class CannotBeWritten(Exception):
    """Differences that no migration can make safely, each in a line that says what to do."""

    reasons: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self.reasons)


def require_safe(entries: Sequence[Any]) -> None:
    """Raises ``CannotBeWritten`` if a difference is none that adds, or adds what existing rows may not fit."""
    new_tables = {entry[1].name for entry in entries if entry[0] == "add_table"}
    new_columns = {(entry[2], entry[3].name) for entry in entries if entry[0] == "add_column"}
    refused = tuple(_refusals(entries, new_tables, new_columns))
    if refused:
        raise CannotBeWritten(refused)


def _refusals(entries: Sequence[Any], new_tables: set[str], new_columns: set[tuple[str, str]]) -> Iterator[str]:
    for entry in entries:
        act = str(entry[0])
        if act.startswith("remove_"):
            yield f"{line_of(entry)}: {_LATER}"
        elif act.startswith("modify_"):
            yield f"{line_of(entry)}: {_BY_HAND}"
        elif act in {"add_constraint", "add_fk"} and entry[1].table.name not in new_tables:
            columns = {(entry[1].table.name, column.name) for column in entry[1].columns}
            if act == "add_constraint" or not columns <= new_columns:
                yield f"{line_of(entry)}: {_BY_HAND}"
