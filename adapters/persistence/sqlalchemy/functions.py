"""What every database can do, but each by another name; the names are in ``dialects``."""

from datetime import datetime

from sqlalchemy import Boolean, Integer, Text
from sqlalchemy.sql.functions import FunctionElement

from adapters.persistence.sqlalchemy.types import UtcDateTime


class TextPosition(FunctionElement[int]):
    """Where the second text first stands in the first, from 1; 0 where it does not. Exact: no case, no wildcards."""

    name = "text_position"
    type = Integer()
    inherit_cache = True


class TextContains(FunctionElement[bool]):
    """Whether the second text stands in the first. Exact: no case, no wildcards."""

    name = "text_contains"
    type = Boolean()
    inherit_cache = True


class UserOfArguments(FunctionElement[str]):
    """The member ``user_id`` of a JSON object, as text; null where it has none."""

    name = "user_of_arguments"
    type = Text()
    inherit_cache = True


class DatabaseNow(FunctionElement[datetime]):
    """The database's own time."""

    name = "database_now"
    type = UtcDateTime()
    inherit_cache = True
