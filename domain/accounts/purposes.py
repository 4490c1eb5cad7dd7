"""The acts that links in mails allow. A domain has purposes of its own, each with another name."""

from typing import NewType

Purpose = NewType("Purpose", str)
"""The name of an act: it is stored, and part of what a link is signed over."""

MAX_PURPOSE_LENGTH = 32

VERIFY_EMAIL = Purpose("verify_email")
RESET_PASSWORD = Purpose("reset_password")
CHANGE_EMAIL = Purpose("change_email")
INVITATION = Purpose("invitation")
