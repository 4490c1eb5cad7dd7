"""Which limits an endpoint is under, as data."""

from enum import Enum, auto


class Limit(Enum):
    """What is counted for each address."""

    REQUESTS = auto()
    SIGN_INS = auto()
    MAILS = auto()


Limited = tuple[Limit, ...]

UNLIMITED: Limited = ()
BY_ADDRESS: Limited = (Limit.REQUESTS,)
CHECKS_PASSWORDS: Limited = (Limit.REQUESTS, Limit.SIGN_INS)
"""Whatever hashes a password."""
SENDS_MAILS: Limited = (Limit.REQUESTS, Limit.MAILS)
"""Whatever lets strangers have mails sent."""
CHECKS_PASSWORDS_AND_SENDS_MAILS: Limited = (Limit.REQUESTS, Limit.SIGN_INS, Limit.MAILS)
