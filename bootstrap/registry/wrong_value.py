import attrs


@attrs.define(eq=False)
class WrongValue(ValueError):
    """A value of a setting is wrong. ``fault`` is the clause that says so, such as "it must be …"."""

    fault: str

    def __str__(self) -> str:
        return self.fault
