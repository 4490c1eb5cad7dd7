"""The order of rows: by one field, nulls last, ties always broken by ``pk``."""

import attrs


@attrs.frozen
class Sort:
    """Rows by ``field``; rows without a value come last in either direction."""

    field: str
    descending: bool = False
