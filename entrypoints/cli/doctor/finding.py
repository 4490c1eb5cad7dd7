from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

import attrs

from domain.shared_kernel.messages import Sentence


class Mark(StrEnum):
    """The severity of a finding."""

    OK = "ok"
    NOTE = "note"
    """For information."""
    WARNING = "warning"
    """The service works, but this should be looked at."""
    FAILURE = "failure"
    """The service does not work until this is mended."""


@attrs.frozen
class Finding:
    """The result of a check in a sentence, and the remedy in ``cure``, if there is one."""

    about: str
    mark: Mark
    detail: Sentence
    cure: Sentence | None = None


class Check(Protocol):
    """Checks one aspect of the installation. If it raises, or takes too long, ``Examination`` makes that the
    finding."""

    @property
    def about(self) -> str:
        """The aspect, in a word or two."""

    async def __call__(self) -> Sequence[Finding]:
        """Returns the findings; none if the check does not apply."""
