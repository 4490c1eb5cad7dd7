"""Events of sessions."""

from collections.abc import Sequence
from uuid import UUID

import attrs

from domain.accounts.session_end import SessionEnd
from domain.shared_kernel.events import Change, SecurityEvent


@attrs.frozen(kw_only=True)
class SessionEvent(SecurityEvent):
    """An act on one session."""

    is_base = True
    subject_kind = "session"

    user_id: UUID
    session_id: UUID

    @property
    def subject_id(self) -> UUID:
        """The session."""
        return self.session_id


@attrs.frozen(kw_only=True)
class SessionOpened(SessionEvent):
    """A person has signed in; ``amr`` are the methods by which they have shown who they are (RFC 8176)."""

    event_name = "session_opened"
    action = "session.opened"

    amr: str

    @property
    def changes(self) -> Sequence[Change]:
        """The methods."""
        return [Change("amr", None, self.amr)]


@attrs.frozen(kw_only=True)
class SessionEnded(SessionEvent):
    """One session was ended before its time."""

    event_name = "session_ended"
    action = "session.ended"

    cause: SessionEnd

    @property
    def reason(self) -> str:
        """The act that ended it."""
        return self.cause


@attrs.frozen(kw_only=True)
class RefreshTokenReused(SessionEvent):
    """A refresh token was used twice and may be stolen; its session was ended."""

    event_name = "refresh_token_reused"
    action = "refresh_token.reused"


@attrs.frozen(kw_only=True)
class OtherSessionsEnded(SecurityEvent):
    """Every session of the user was ended but one, whose id is ``kept``."""

    event_name = "other_sessions_ended"
    action = "other_sessions.ended"

    user_id: UUID
    kept: UUID
    cause: SessionEnd

    @property
    def reason(self) -> str:
        """The act that ended them."""
        return self.cause


@attrs.frozen(kw_only=True)
class SurplusSessionsEnded(SecurityEvent):
    """An account had more sessions than allowed; ``ended`` is the number of least recently used sessions that were
    ended."""

    event_name = "surplus_sessions_ended"
    action = "surplus_sessions.ended"

    user_id: UUID
    ended: int

    @property
    def changes(self) -> Sequence[Change]:
        """The number of sessions."""
        return [Change("ended", None, str(self.ended))]
