"""What happens to sessions."""

from uuid import UUID

import attrs

from domain.shared_kernel.events import DomainEvent


@attrs.frozen(kw_only=True)
class SurplusSessionsEnded(DomainEvent):
    """An account had more sessions than it may have; ``ended`` counts those that had not been used for longest."""

    event_name = "surplus_sessions_ended"

    user_id: UUID
    ended: int


@attrs.frozen(kw_only=True)
class RefreshTokenReused(DomainEvent):
    """A stolen refresh token gave itself away; its session was ended."""

    event_name = "refresh_token_reused"

    user_id: UUID
    session_id: UUID
