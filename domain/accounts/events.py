"""Events of accounts.

One file although it is long: it is the list of what can happen to an account, and each event is a few lines."""

from collections.abc import Sequence
from uuid import UUID

import attrs

from domain.access.role import Role
from domain.accounts.session_end import SessionEnd
from domain.shared_kernel.events import Change, SecurityEvent


@attrs.frozen(kw_only=True)
class UserRegistered(SecurityEvent):
    """A person has opened an account, or the operator one for a staff member."""

    event_name = "user_registered"
    action = "user.registered"

    user_id: UUID


@attrs.frozen(kw_only=True)
class RegistrationRefused(SecurityEvent):
    """A registration was refused, without saying so, as the address has an account."""

    event_name = "registration_refused"
    action = "registration.refused"

    user_id: UUID


@attrs.frozen(kw_only=True)
class UserInvited(SecurityEvent):
    """Staff or the operator have opened an account for a person, or taken over an unconfirmed one for them."""

    event_name = "user_invited"
    action = "user.invited"

    user_id: UUID
    role: Role | None

    @property
    def changes(self) -> Sequence[Change]:
        """The role of a new staff member."""
        return [Change("role", None, self.role)] if self.role else []


@attrs.frozen(kw_only=True)
class InvitationResent(SecurityEvent):
    """Staff or the operator have invited a person again."""

    event_name = "invitation_resent"
    action = "invitation.resent"

    user_id: UUID


@attrs.frozen(kw_only=True)
class UserEdited(SecurityEvent):
    """Names or the language of an account were changed."""

    event_name = "user_edited"
    action = "user.edited"

    user_id: UUID
    changes: Sequence[Change] = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class VerificationRequested(SecurityEvent):
    """Another mail that confirms an address was asked for. Without ``user_id`` no mail was sent, as there is
    no account whose address has to be confirmed."""

    event_name = "verification_requested"
    action = "verification.requested"

    user_id: UUID | None


@attrs.frozen(kw_only=True)
class EmailVerified(SecurityEvent):
    """The owner has confirmed the address of the account, or the operator has vouched for it."""

    event_name = "email_verified"
    action = "email.verified"

    user_id: UUID


@attrs.frozen(kw_only=True)
class EmailChangeRequested(SecurityEvent):
    """The owner has asked for another address, and was mailed a link to confirm it."""

    event_name = "email_change_requested"
    action = "email.change_requested"

    user_id: UUID
    changes: Sequence[Change] = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class EmailChanged(SecurityEvent):
    """The account has another address now."""

    event_name = "email_changed"
    action = "email.changed"

    user_id: UUID
    changes: Sequence[Change] = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class RoleChanged(SecurityEvent):
    """The account has another role now; ``None`` stands for a customer."""

    event_name = "staff_right_changed"
    action = "role.changed"

    user_id: UUID
    old: Role | None
    new: Role | None
    is_staff: bool

    @property
    def changes(self) -> Sequence[Change]:
        """The role."""
        return [Change("role", self.old, self.new)]


@attrs.frozen(kw_only=True)
class UserDeleted(SecurityEvent):
    """The account and the personal data stored with it were deleted."""

    event_name = "user_deleted"
    action = "user.deleted"
    ends_account = True

    user_id: UUID


@attrs.frozen(kw_only=True)
class UserLocked(SecurityEvent):
    """The account was locked, and its sessions were ended."""

    event_name = "user_locked"
    action = "user.locked"

    user_id: UUID
    reason: str | None = attrs.field(default=None, repr=False)


@attrs.frozen(kw_only=True)
class UserUnlocked(SecurityEvent):
    """The account was unlocked."""

    event_name = "user_unlocked"
    action = "user.unlocked"

    user_id: UUID
    reason: str | None = attrs.field(default=None, repr=False)


@attrs.frozen(kw_only=True)
class SessionsEnded(SecurityEvent):
    """Every session of the user was ended."""

    event_name = "sessions_ended"
    action = "sessions.ended"

    user_id: UUID
    cause: SessionEnd

    @property
    def reason(self) -> str:
        """The act that ended them."""
        return self.cause


@attrs.frozen(kw_only=True)
class DemoFilled(SecurityEvent):
    """The operator has added accounts whose password is public."""

    event_name = "demo_filled"
    action = "demo.filled"
    subject_kind = "demo"

    accounts: int

    @property
    def changes(self) -> Sequence[Change]:
        """The number of accounts."""
        return [Change("accounts", None, str(self.accounts))]


@attrs.frozen(kw_only=True)
class DataExported(SecurityEvent):
    """All that is stored about a person was handed to them or to the operator."""

    event_name = "data_exported"
    action = "data.exported"

    user_id: UUID
