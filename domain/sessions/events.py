"""Events of sessions."""

from uuid import UUID

import attrs

from domain.shared_kernel.events import DomainEvent


@attrs.frozen(kw_only=True)
class SurplusSessionsEnded(DomainEvent):
    """An account had more sessions than allowed; ``ended`` is the number of least recently used sessions that were
    ended."""

    event_name = "surplus_sessions_ended"

    user_id: UUID
    ended: int


@attrs.frozen(kw_only=True)
class RefreshTokenReused(DomainEvent):
    """A refresh token was used twice and may be stolen; its session was ended."""

    event_name = "refresh_token_reused"

    user_id: UUID
    session_id: UUID
