from collections.abc import Iterable

from application.ports.repository import UnreadableRow


def require_whole_numbers(values: Iterable[object]) -> None:
    """Raises ``UnreadableRow`` for a text where a number or nothing is stored, which SQLite lets anybody write."""
    for value in values:
        if value is not None and not isinstance(value, int):
            raise UnreadableRow("a text in the place of a number")
