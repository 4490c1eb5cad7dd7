"""What was seen, as it is kept and printed."""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from tests.faults.case import Trial
from tests.faults.sweep import Swept


@attrs.frozen(kw_only=True)
class Row:
    """One run of a case on one storage."""

    case: str
    storage: str
    dose: Mapping[str, int]
    figures: Mapping[str, str]
    broken: Sequence[str]
    seconds: float
    swept: Swept
    skipped: str = ""

    @classmethod
    def of(cls, trial: Trial, *, seconds: float) -> "Row":
        """What a trial has noted."""
        noted: dict[str, Any] = {"figures": trial.figures, "broken": trial.broken, "swept": trial.swept}
        return cls(case=trial.case, storage=trial.storage, dose=trial.dose, seconds=seconds, **noted)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Row":
        """What was written by the process of a trial."""
        return cls(**{**kept, "swept": Swept(**kept["swept"])})

    @property
    def passed(self) -> bool:
        """Whether every promise was kept."""
        return not self.broken and not self.skipped
