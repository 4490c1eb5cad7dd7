"""Which limits an endpoint is under, as data."""

from enum import Enum, auto


class Limit(Enum):
    """What is counted for each address."""

    REQUESTS = auto()
    SIGN_INS = auto()
    MAILS = auto()
    RESET_MAILS = auto()
    NEW_PASSWORDS = auto()


Limited = tuple[Limit, ...]

CHECKS: Limited = (Limit.SIGN_INS, Limit.NEW_PASSWORDS)
MAILS: Limited = (Limit.MAILS, Limit.RESET_MAILS)
UNLIMITED: Limited = ()
BY_ADDRESS: Limited = (Limit.REQUESTS,)
CHECKS_PASSWORDS: Limited = (Limit.REQUESTS, Limit.SIGN_INS)
"""Whatever hashes a password that somebody claims to know."""
SENDS_MAILS: Limited = (Limit.REQUESTS, Limit.MAILS)
"""Whatever lets strangers have mails sent."""
SENDS_RESET_MAILS: Limited = (Limit.REQUESTS, Limit.RESET_MAILS)
"""The way in for those whom other limits keep out, so it shares none of them."""
SETS_PASSWORDS: Limited = (Limit.REQUESTS, Limit.NEW_PASSWORDS)
"""The second half of that way."""
CHECKS_PASSWORDS_AND_SENDS_MAILS: Limited = (Limit.REQUESTS, Limit.SIGN_INS, Limit.MAILS)
