"""Domain events: what has happened, said in ids and facts, never with a secret."""

from datetime import datetime

import attrs


@attrs.frozen(kw_only=True)
class DomainEvent:
    """Something that happened at ``at`` (UTC). Named in the past tense; carries ids only."""

    at: datetime
