"""Events of accounts."""

from uuid import UUID

import attrs

from domain.access.role import Role
from domain.accounts.actor import Actor
from domain.shared_kernel.events import DomainEvent


@attrs.frozen(kw_only=True)
class UserRegistered(DomainEvent):
    """A person has opened an account."""

    event_name = "user_registered"

    user_id: UUID


@attrs.frozen(kw_only=True)
class UserInvited(DomainEvent):
    """Staff or the operator have opened an account for a person, or taken over an unconfirmed one for them."""

    event_name = "user_invited"

    user_id: UUID
    by: Actor


@attrs.frozen(kw_only=True)
class EmailVerified(DomainEvent):
    """The owner has confirmed the address of the account, or the operator has vouched for it."""

    event_name = "email_verified"

    user_id: UUID


@attrs.frozen(kw_only=True)
class EmailChanged(DomainEvent):
    """The account has another address now."""

    event_name = "email_changed"

    user_id: UUID


@attrs.frozen(kw_only=True)
class RoleChanged(DomainEvent):
    """The account has another role now; ``None`` stands for a customer."""

    event_name = "staff_right_changed"

    user_id: UUID
    by: Actor
    old: Role | None
    new: Role | None
    is_staff: bool


@attrs.frozen(kw_only=True)
class UserDeleted(DomainEvent):
    """The account and the personal data stored with it were deleted."""

    event_name = "user_deleted"

    user_id: UUID


@attrs.frozen(kw_only=True)
class UserLocked(DomainEvent):
    """The account was locked, and its sessions were ended."""

    event_name = "user_locked"

    user_id: UUID
    by: Actor


@attrs.frozen(kw_only=True)
class UserUnlocked(DomainEvent):
    """The account was unlocked."""

    event_name = "user_unlocked"

    user_id: UUID
    by: Actor


@attrs.frozen(kw_only=True)
class PasswordVoided(DomainEvent):
    """The password of an account whose address was never confirmed was removed, as a stranger may have chosen it."""

    event_name = "password_voided"

    user_id: UUID


@attrs.frozen(kw_only=True)
class SessionsEnded(DomainEvent):
    """Every session of the user was ended."""

    event_name = "sessions_ended"

    user_id: UUID
