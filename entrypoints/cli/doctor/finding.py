from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

import attrs


class Mark(StrEnum):
    OK = "ok"
    NOTE = "note"
    """Good to know."""
    WARNING = "warning"
    """It works; somebody should look at it."""
    FAILURE = "failure"
    """It must be mended."""


@attrs.frozen
class Finding:
    """What was found, in a sentence, and what to do about it, if anything."""

    about: str
    mark: Mark
    detail: str
    cure: str | None = None


class Check(Protocol):
    """Looks at one thing. It may raise, or take its time: then that is the finding."""

    @property
    def about(self) -> str:
        """What it looks at, in a word or two."""

    async def __call__(self) -> Sequence[Finding]: ...
