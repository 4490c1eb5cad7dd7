"""Which limits an endpoint is under, as data."""

from enum import Enum, auto


class LimitKind(Enum):
    """What is counted for each address."""

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
"""Whatever hashes a password that somebody claims to know."""
SENDS_MAILS: LimitKinds = (LimitKind.REQUESTS, LimitKind.MAILS)
"""Whatever lets strangers have mails sent."""
SENDS_RESET_MAILS: LimitKinds = (LimitKind.REQUESTS, LimitKind.RESET_MAILS)
"""The way in for those whom other limits keep out, so it shares none of them."""
SETS_PASSWORDS: LimitKinds = (LimitKind.REQUESTS, LimitKind.NEW_PASSWORDS)
"""The second half of that way."""
CHECKS_PASSWORDS_AND_SENDS_MAILS: LimitKinds = (LimitKind.REQUESTS, LimitKind.SIGN_INS, LimitKind.MAILS)
