import attrs


@attrs.define(eq=False)
class WrongSettings(Exception):
    """Settings are wrong. Each line names a setting, the fault, and an example."""

    lines: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self.lines)
