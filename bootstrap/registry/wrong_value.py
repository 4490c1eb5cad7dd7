import attrs

from domain.shared_kernel.messages import Sentence


@attrs.define(eq=False)
class WrongValue(ValueError):
    """A value of a setting is wrong. ``fault`` is the clause that says so, such as "it must be …"; a text is shown
    as it is."""

    fault: Sentence

    def __str__(self) -> str:
        return str(self.fault)
