"""The rate limits of endpoints, as data."""

from enum import Enum, auto


class LimitKind(Enum):
    """A limit that is counted for each client address."""

    REQUESTS = auto()
    SIGN_INS = auto()
    MAILS = auto()
    RESET_MAILS = auto()
    NEW_PASSWORDS = auto()


LimitKinds = tuple[LimitKind, ...]

CHECKS: LimitKinds = (LimitKind.SIGN_INS, LimitKind.NEW_PASSWORDS)
MAILS: LimitKinds = (LimitKind.MAILS, LimitKind.RESET_MAILS)
UNLIMITED: LimitKinds = ()
BY_ADDRESS: LimitKinds = (LimitKind.REQUESTS,)
CHECKS_PASSWORDS: LimitKinds = (LimitKind.REQUESTS, LimitKind.SIGN_INS)
"""For endpoints that hash a password to compare it."""
SENDS_MAILS: LimitKinds = (LimitKind.REQUESTS, LimitKind.MAILS)
"""For endpoints by which unauthenticated clients cause mails."""
SENDS_RESET_MAILS: LimitKinds = (LimitKind.REQUESTS, LimitKind.RESET_MAILS)
"""Its own limit, shared with no other: a reset must remain possible when sign-ins are used up."""
SETS_PASSWORDS: LimitKinds = (LimitKind.REQUESTS, LimitKind.NEW_PASSWORDS)
"""For the second half of a reset, likewise."""
CHECKS_PASSWORDS_AND_SENDS_MAILS: LimitKinds = (LimitKind.REQUESTS, LimitKind.SIGN_INS, LimitKind.MAILS)
