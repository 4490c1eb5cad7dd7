import attrs


@attrs.define(eq=False)
class WrongSettings(Exception):
    """Each line names a setting, what is wrong with it, and an example."""

    lines: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self.lines)
