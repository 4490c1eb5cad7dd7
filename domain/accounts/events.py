"""What happens to accounts."""

from uuid import UUID

import attrs

from domain.accounts.actor import Actor
from domain.shared_kernel.events import DomainEvent


@attrs.frozen(kw_only=True)
class UserRegistered(DomainEvent):
    user_id: UUID


@attrs.frozen(kw_only=True)
class UserInvited(DomainEvent):
    user_id: UUID
    by: Actor


@attrs.frozen(kw_only=True)
class EmailVerified(DomainEvent):
    user_id: UUID


@attrs.frozen(kw_only=True)
class EmailChanged(DomainEvent):
    """The account is known by another address from now on."""

    user_id: UUID


@attrs.frozen(kw_only=True)
class StaffRightChanged(DomainEvent):
    user_id: UUID
    is_staff: bool


@attrs.frozen(kw_only=True)
class UserDeleted(DomainEvent):
    """The account and what was personal about it is gone."""

    user_id: UUID


@attrs.frozen(kw_only=True)
class UserLocked(DomainEvent):
    user_id: UUID
    by: Actor


@attrs.frozen(kw_only=True)
class UserUnlocked(DomainEvent):
    user_id: UUID
    by: Actor


@attrs.frozen(kw_only=True)
class PasswordVoided(DomainEvent):
    """Whoever opened the account, without ever confirming its address, cannot sign in to it any more."""

    user_id: UUID


@attrs.frozen(kw_only=True)
class SessionsEnded(DomainEvent):
    """Every session of the user is over."""

    user_id: UUID
