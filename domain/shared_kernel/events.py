"""Base class of domain events."""

from datetime import datetime
from typing import ClassVar

import attrs


@attrs.frozen(kw_only=True)
class DomainEvent:
    """A fact that became true at ``at`` (UTC). It contains ids and plain facts, never a secret. ``event_name`` is its
    name in logs, in the past tense and snake_case; a literal, so that the class can be renamed."""

    event_name: ClassVar[str]
    at: datetime
