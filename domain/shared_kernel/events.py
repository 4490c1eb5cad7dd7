"""Domain events: what has happened, said in ids and facts, never with a secret."""

from datetime import datetime
from typing import ClassVar

import attrs


@attrs.frozen(kw_only=True)
class DomainEvent:
    """Something that happened at ``at`` (UTC). Carries ids and facts, never a secret. ``event_name`` is what log
    lines call it, in the past tense and snake_case; it is a literal, so that a class can be renamed."""

    event_name: ClassVar[str]
    at: datetime
