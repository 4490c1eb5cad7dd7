"""The type of an e-mail address that the port ``EmailParser`` has parsed."""

from typing import NewType

EmailAddress = NewType("EmailAddress", str)
"""Kept as written, in NFC; at most 254 characters (RFC 5321). Two addresses are equal if their casefolded forms are."""

MAX_EMAIL_LENGTH = 254
