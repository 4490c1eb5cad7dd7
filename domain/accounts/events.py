"""What happens to accounts."""

from uuid import UUID

import attrs

from domain.accounts.actor import Actor
from domain.shared_kernel.events import DomainEvent


@attrs.frozen(kw_only=True)
class UserRegistered(DomainEvent):
    event_name = "user_registered"

    user_id: UUID


@attrs.frozen(kw_only=True)
class UserInvited(DomainEvent):
    event_name = "user_invited"

    user_id: UUID
    by: Actor


@attrs.frozen(kw_only=True)
class EmailVerified(DomainEvent):
    event_name = "email_verified"

    user_id: UUID


@attrs.frozen(kw_only=True)
class EmailChanged(DomainEvent):
    """The account is known by another address from now on."""

    event_name = "email_changed"

    user_id: UUID


@attrs.frozen(kw_only=True)
class StaffRightChanged(DomainEvent):
    event_name = "staff_right_changed"

    user_id: UUID
    is_staff: bool


@attrs.frozen(kw_only=True)
class UserDeleted(DomainEvent):
    """The account and what was personal about it is gone."""

    event_name = "user_deleted"

    user_id: UUID


@attrs.frozen(kw_only=True)
class UserLocked(DomainEvent):
    event_name = "user_locked"

    user_id: UUID
    by: Actor


@attrs.frozen(kw_only=True)
class UserUnlocked(DomainEvent):
    event_name = "user_unlocked"

    user_id: UUID
    by: Actor


@attrs.frozen(kw_only=True)
class PasswordVoided(DomainEvent):
    """Whoever opened the account, without ever confirming its address, cannot sign in to it any more."""

    event_name = "password_voided"

    user_id: UUID


@attrs.frozen(kw_only=True)
class SessionsEnded(DomainEvent):
    """Every session of the user is over."""

    event_name = "sessions_ended"

    user_id: UUID
