from enum import StrEnum


class SessionEnd(StrEnum):
    """The act by which sessions end before their time."""

    LOGGED_OUT = "logged_out"
    LOGGED_OUT_EVERYWHERE = "logged_out_everywhere"
    ENDED = "ended"
    """The owner, staff or the operator have chosen to end it."""
    PASSWORD_CHANGED = "password_changed"  # noqa: S105  # an act, no password
    PASSWORD_VOIDED = "password_voided"  # noqa: S105  # an act, no password
    LOCKED = "locked"
    ROLE_REMOVED = "role_removed"
    FACTOR_ADDED = "factor_added"
    MFA_RESET = "mfa_reset"
    OVERTAKEN = "overtaken"
    """A second factor was added while the session was opened by the password alone."""
