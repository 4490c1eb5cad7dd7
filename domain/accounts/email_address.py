"""An e-mail address that was parsed by the one port that parses them."""

from typing import NewType

EmailAddress = NewType("EmailAddress", str)
"""Kept as written, in NFC; at most 254 characters (RFC 5321). Equal by its casefolded form."""

MAX_EMAIL_LENGTH = 254
