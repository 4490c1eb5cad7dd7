import attrs


@attrs.frozen
class Limits:
    """The size of a field's values: ``max_length`` in characters or bytes; for decimal numbers ``precision``, the
    number of all digits, and ``scale``, the number of those behind the point."""

    max_length: int | None = None
    precision: int | None = None
    scale: int | None = None


NO_LIMITS = Limits()
