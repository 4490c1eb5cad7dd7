"""SQL functions that differ by database; ``dialects`` compiles them."""

from datetime import datetime

from sqlalchemy import Boolean, Integer, Text
from sqlalchemy.sql.functions import FunctionElement

from adapters.persistence.sqlalchemy.types import UtcDateTime


class TextPosition(FunctionElement[int]):
    """The position of the first occurrence of the second text in the first, from 1; 0 if there is none. Case-sensitive,
    without wildcards."""

    name = "text_position"
    type = Integer()
    inherit_cache = True


class TextContains(FunctionElement[bool]):
    """True if the first text contains the second. Case-sensitive, without wildcards."""

    name = "text_contains"
    type = Boolean()
    inherit_cache = True


class UserOfArguments(FunctionElement[str]):
    """The member ``user_id`` of a JSON object, as text; null where it has none."""

    name = "user_of_arguments"
    type = Text()
    inherit_cache = True


class DatabaseNow(FunctionElement[datetime]):
    """The current time of the database server."""

    name = "database_now"
    type = UtcDateTime()
    inherit_cache = True
