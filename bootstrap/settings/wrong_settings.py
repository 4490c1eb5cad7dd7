import attrs

from domain.shared_kernel.messages import Sentence
from domain.shared_kernel.messages import lazy_gettext as _

WITH_EXAMPLE = _("{sentence}, for example {example}")


@attrs.frozen
class SettingFault:
    """A fault of the settings: a sentence that names the setting, without a full stop at its end. ``example`` shows how
    the setting is written, or is empty."""

    sentence: Sentence
    example: str = ""

    @property
    def line(self) -> Sentence:
        """The sentence with the example."""
        if not self.example:
            return self.sentence
        return WITH_EXAMPLE.bind({"sentence": self.sentence, "example": self.example})


@attrs.define(eq=False)
class WrongSettings(Exception):
    """Settings are wrong. Its text has a line for each fault."""

    faults: tuple[SettingFault, ...]

    @property
    def lines(self) -> tuple[Sentence, ...]:
        """A line for each fault."""
        return tuple(fault.line for fault in self.faults)

    def __str__(self) -> str:
        return "\n".join(map(str, self.lines))
