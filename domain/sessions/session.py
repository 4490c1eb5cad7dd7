"""A session and its rule: which refresh token renews it, which repeats an answer, which betrays a theft."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Self
from uuid import UUID

import attrs

from domain.accounts.user import User
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.fields import Field, field
from domain.shared_kernel.platform import Platform

FIRST_GENERATION = 1


@attrs.frozen
class SessionPolicy:
    """How long things last: ``idle`` from one rotation to the next, ``absolute`` in all, and ``grace`` in which a
    client may present the token before the current one again. ``per_account`` is how many sessions somebody may have,
    on all platforms together."""

    idle: timedelta = timedelta(days=7)
    absolute: timedelta = timedelta(days=30)
    grace: timedelta = timedelta(seconds=10)
    per_account: int = 100


@attrs.frozen
class Device:
    """Where a session was opened from, as far as the request told."""

    ip: str | None = None
    user_agent: str | None = None


class RefreshOutcome(Enum):
    """What a presented refresh token means."""

    CURRENT = auto()
    REPEATED = auto()
    REUSED = auto()
    EXPIRED = auto()


class Session(Entity):
    """One login on one device. ``generation`` counts its refresh tokens; only the current one renews it.
    ``is_acknowledged`` tells that the client is known to have received the current one."""

    table_name = "sessions"

    pk: Field[UUID] = field()  # type: ignore[assignment]  # known to the token before the row is stored
    user_id: Field[UUID] = field(index=True)
    platform: Field[Platform] = field()
    token_version: Field[int] = field()
    generation: Field[int] = field(default=FIRST_GENERATION)
    is_acknowledged: Field[bool] = field(default=True)
    created_at: Field[datetime] = field()
    rotated_at: Field[datetime] = field()
    expires_at: Field[datetime] = field(index=True)
    ip: Field[str | None] = field(default=None)
    user_agent: Field[str | None] = field(default=None)

    @classmethod
    def open(
        cls,
        session_id: UUID,
        *,
        user: User,
        platform: Platform,
        device: Device,
        now: datetime,
        policy: SessionPolicy,
    ) -> Self:
        """A new session, stamped with the token version that its user was read with. Its first token has no
        predecessor that could come back: nothing is left to acknowledge."""
        return cls(
            pk=session_id,
            user_id=user.pk,
            platform=platform,
            token_version=user.token_version,
            created_at=now,
            rotated_at=now,
            expires_at=now + min(policy.idle, policy.absolute),
            ip=device.ip,
            user_agent=device.user_agent,
        )

    def is_expired(self, now: datetime) -> bool:
        return now >= self.expires_at

    def is_valid_for(self, user: User, now: datetime) -> bool:
        """Whether nothing has ended it: neither time, nor an act of its user or of staff."""
        return (
            not self.is_expired(now)
            and self.user_id == user.pk
            and user.may_hold_session(self.platform)
            and user.accepts_version(self.token_version)
        )

    def classify(self, generation: int, *, now: datetime, policy: SessionPolicy) -> RefreshOutcome:
        """What the refresh token of ``generation`` means at ``now``."""
        if self.is_expired(now):
            return RefreshOutcome.EXPIRED
        if generation == self.generation:
            return RefreshOutcome.CURRENT
        if generation == self.generation - 1 and self._may_repeat(now, policy):
            return RefreshOutcome.REPEATED
        return RefreshOutcome.REUSED

    def _may_repeat(self, now: datetime, policy: SessionPolicy) -> bool:
        """Racing tabs come within the grace window, which does not slide. A lost answer was never acknowledged."""
        return now - self.rotated_at < policy.grace or not self.is_acknowledged

    def rotate(self, *, now: datetime, policy: SessionPolicy) -> None:
        """Goes on to the next generation; until a token of it is seen, its receipt is unknown."""
        self.generation += 1
        self.is_acknowledged = False
        self.rotated_at = now
        self.expires_at = min(now + policy.idle, self.created_at + policy.absolute)

    def needs_acknowledgement(self, generation: int) -> bool:
        """Whether an access token of ``generation`` is the first sign that the client has the current tokens."""
        return generation == self.generation and not self.is_acknowledged

    def acknowledge(self) -> None:
        self.is_acknowledged = True


def surplus(stored: Iterable[Session], user: User, *, now: datetime, most: int) -> list[Session]:
    """Which sessions must end where a person may have ``most``: those that are over already, then those that were not
    used for longest."""

    def importance(session: Session) -> tuple[bool, datetime, UUID]:
        return session.is_valid_for(user, now), session.rotated_at, session.pk

    return sorted(stored, key=importance, reverse=True)[most:]
