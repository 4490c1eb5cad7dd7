"""Base class of domain events."""

from datetime import datetime
from typing import ClassVar

import attrs


@attrs.frozen(kw_only=True)
class DomainEvent:
    """A fact that became true at ``at`` (UTC). It contains ids and plain facts, never a secret. ``event_name`` is its
    name in logs, in the past tense and snake_case; a literal of each class, so that the class can be renamed. A class
    without one raises ``TypeError``."""

    event_name: ClassVar[str]
    at: datetime

    def __init_subclass__(cls) -> None:
        if not isinstance(vars(cls).get("event_name"), str):
            raise TypeError(f'{cls.__name__}: declare its name in logs, as event_name = "…"')
