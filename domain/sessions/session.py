"""Sessions, and the rule for refresh tokens: one renews the session, one repeats the last answer, any other reveals a
theft.

One file although it is long: generations, their rule and what ends a session are one state machine."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Self
from uuid import UUID

import attrs

from domain.accounts.user import User
from domain.credentials.authentication import PASSWORD_REFERENCE, SEVERAL_FACTORS, method_references
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.fields import Field, field
from domain.shared_kernel.platform import Platform

FIRST_GENERATION = 1


@attrs.frozen
class SessionPolicy:
    """Lifetimes: ``idle`` from one rotation to the next, ``absolute`` in all, and ``grace``, the time after a rotation
    in which the previous token may be presented again. ``per_account`` is the maximum number of sessions of an account,
    on all platforms together."""

    idle: timedelta = timedelta(days=7)
    absolute: timedelta = timedelta(days=30)
    grace: timedelta = timedelta(seconds=10)
    per_account: int = 100


@attrs.frozen
class Device:
    """The client that opened a session, as far as the request reveals it."""

    ip: str | None = None
    user_agent: str | None = None


class RefreshOutcome(Enum):
    """The meaning of a presented refresh token."""

    CURRENT = auto()
    REPEATED = auto()
    REUSED = auto()
    EXPIRED = auto()


class Session(Entity):
    """One login on one device. ``generation`` counts its refresh tokens; only the current one renews it.
    ``is_acknowledged`` means that the client is known to have received the current one. ``amr`` has the authentication
    methods by their names in RFC 8176, with blanks between; ``auth_time`` is ``None`` in sessions of older
    releases."""

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
    amr: Field[str] = field(default=PASSWORD_REFERENCE)
    auth_time: Field[datetime | None] = field(default=None)

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
        methods: tuple[str, ...] = (PASSWORD_REFERENCE,),
        authenticated_at: datetime | None = None,
    ) -> Self:
        """Returns a new session with the token version that ``user`` was read with. Its first token has no predecessor
        that could come back, so nothing is left to acknowledge."""
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
            amr=" ".join(method_references(methods)),
            auth_time=authenticated_at or now,
        )

    @property
    def methods(self) -> tuple[str, ...]:
        """The authentication methods that the session was opened by, by their names in RFC 8176."""
        return tuple(self.amr.split())

    def add_method(self, method: str) -> None:
        """Records that the person has shown who they are by another method, within the session."""
        first = tuple(each for each in self.methods if each != SEVERAL_FACTORS)
        self.amr = " ".join(method_references((*first, method)))

    @property
    def authenticated_at(self) -> datetime:
        """The time of the authentication. Sessions of older releases were opened at once."""
        return self.auth_time or self.created_at

    def is_expired(self, now: datetime) -> bool:
        """Returns whether the session has expired at ``now``."""
        return now >= self.expires_at

    def is_valid_for(self, user: User, now: datetime) -> bool:
        """Returns whether neither time, nor an act of its user or of staff, has ended the session. One that was opened
        by the password alone ends with the first second factor of its user."""
        return (
            not self.is_expired(now)
            and self.user_id == user.pk
            and user.may_hold_session(self.platform)
            and user.accepts_version(self.token_version)
            and (not user.has_mfa or SEVERAL_FACTORS in self.methods)
        )

    def classify(self, generation: int, *, now: datetime, policy: SessionPolicy) -> RefreshOutcome:
        """Returns the meaning of the refresh token of ``generation`` at ``now``."""
        if self.is_expired(now):
            return RefreshOutcome.EXPIRED
        if generation == self.generation:
            return RefreshOutcome.CURRENT
        if generation == self.generation - 1 and self._may_repeat(now, policy):
            return RefreshOutcome.REPEATED
        return RefreshOutcome.REUSED

    def _may_repeat(self, now: datetime, policy: SessionPolicy) -> bool:
        """Concurrent requests come within the grace window, which does not slide. A lost answer was never
        acknowledged."""
        return now - self.rotated_at < policy.grace or not self.is_acknowledged

    def rotate(self, *, now: datetime, policy: SessionPolicy) -> None:
        """Starts the next generation, which is not acknowledged until one of its tokens is presented."""
        self.generation += 1
        self.is_acknowledged = False
        self.rotated_at = now
        self.expires_at = min(now + policy.idle, self.created_at + policy.absolute)

    def needs_acknowledgement(self, generation: int) -> bool:
        """Returns whether an access token of ``generation`` is the first sign that the client has the current
        tokens."""
        return generation == self.generation and not self.is_acknowledged

    def acknowledge(self) -> None:
        """Records that the client has the current tokens."""
        self.is_acknowledged = True


def surplus(stored: Iterable[Session], user: User, *, now: datetime, limit: int) -> list[Session]:
    """Returns the sessions that must end if a user may have ``limit``: first those that have ended already, then the
    least recently used."""

    def importance(session: Session) -> tuple[bool, datetime, UUID]:
        return session.is_valid_for(user, now), session.rotated_at, session.pk

    return sorted(stored, key=importance, reverse=True)[limit:]
