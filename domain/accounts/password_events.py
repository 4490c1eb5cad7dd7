"""Events of passwords."""

from uuid import UUID

import attrs

from domain.shared_kernel.events import SecurityEvent


@attrs.frozen(kw_only=True)
class PasswordResetRequested(SecurityEvent):
    """A link by which a password is chosen was asked for. Without ``user_id`` no mail was sent, as no account of the
    address may use the platform."""

    event_name = "password_reset_requested"
    action = "password.reset_requested"

    user_id: UUID | None


@attrs.frozen(kw_only=True)
class PasswordSet(SecurityEvent):
    """A person who had no password has chosen one, by a mailed link."""

    event_name = "password_set"
    action = "password.set"

    user_id: UUID


@attrs.frozen(kw_only=True)
class PasswordReset(SecurityEvent):
    """A person has chosen another password by a mailed link."""

    event_name = "password_reset"
    action = "password.reset"

    user_id: UUID


@attrs.frozen(kw_only=True)
class PasswordChanged(SecurityEvent):
    """A person who knew their password has chosen another, or the operator has set one."""

    event_name = "password_changed"
    action = "password.changed"

    user_id: UUID


@attrs.frozen(kw_only=True)
class PasswordRefused(SecurityEvent):
    """A wrong password was given in a session, for an act that takes the password once more."""

    event_name = "password_refused"
    action = "password.refused"

    user_id: UUID
    session_id: UUID


@attrs.frozen(kw_only=True)
class PasswordVoided(SecurityEvent):
    """The password of an account whose address was never confirmed was removed, as a stranger may have chosen it."""

    event_name = "password_voided"
    action = "password.voided"

    user_id: UUID
