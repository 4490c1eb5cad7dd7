"""The result of checking a MAC."""

from enum import Enum, auto


class MacCheck(Enum):
    """``UNKNOWN_KEY`` tells nothing about the content: it was signed with a key that is not at hand."""

    GENUINE = auto()
    FORGED = auto()
    UNKNOWN_KEY = auto()
