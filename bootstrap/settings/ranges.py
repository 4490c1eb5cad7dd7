"""Declarations of settings that lie between two values, which are said once for the parser and for the clause."""

from datetime import timedelta

from bootstrap.settings.clauses import number_clause, time_clause
from bootstrap.settings.declaration import setting
from bootstrap.settings.readers import duration, time_span, whole_number


def time_setting(
    name: str, default: str, within: tuple[str, str], *, about: str, example: str | None = None
) -> timedelta:
    """Declares a time ``within`` two, each as it is written: ``1m``, ``24h``. The default is the usual example."""
    return setting(
        name,
        default,
        read=duration(*map(time_span, within)),
        must=time_clause(*within),
        example=example or default,
        about=about,
    )


def number_setting(name: str, default: int, within: tuple[int, int], *, about: str) -> int:
    """Declares a whole number ``within`` two."""
    return setting(
        name, default, read=whole_number(*within), must=number_clause(*within), example=str(default), about=about
    )
