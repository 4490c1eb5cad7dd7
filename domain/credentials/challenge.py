"""Challenges: what a client holds between the password and the second factor."""

from datetime import datetime, timedelta
from uuid import UUID

import attrs

from domain.accounts.user import User
from domain.credentials.authentication import Authenticated
from domain.credentials.errors import InvalidChallenge
from domain.shared_kernel.platform import Platform

CHALLENGE_LIFE = timedelta(minutes=5)


@attrs.frozen(kw_only=True)
class Challenge:
    """A sign-in that needs another factor. It is bound to the account as it was when the password was right: whatever
    ends sessions, and a new password, end it too. ``at`` and ``expires_at`` have whole seconds."""

    id: UUID
    user_id: UUID
    platform: Platform
    token_version: int
    password_version: int
    at: datetime
    expires_at: datetime
    known_as: UUID | None = None

    @classmethod
    def after(cls, shown: Authenticated, challenge_id: UUID, platform: Platform) -> "Challenge":
        """Returns the challenge that follows the first factor."""
        user, at = shown.user, shown.at.replace(microsecond=0)
        return cls(
            id=challenge_id,
            user_id=user.pk,
            platform=platform,
            token_version=user.token_version,
            password_version=user.password_version,
            at=at,
            expires_at=at + CHALLENGE_LIFE,
            known_as=shown.known_as,
        )

    def require_valid(self, user: User | None, platform: Platform, *, at: datetime) -> User:
        """Returns the user, if the challenge still stands for them. Raises ``InvalidChallenge``."""
        if user is None or at >= self.expires_at or platform is not self.platform:
            raise InvalidChallenge
        versions = (user.pk, user.token_version, user.password_version)
        if versions != (self.user_id, self.token_version, self.password_version):
            raise InvalidChallenge
        if not user.may_hold_session(platform):
            raise InvalidChallenge
        return user
