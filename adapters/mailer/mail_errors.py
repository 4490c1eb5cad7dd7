"""Errors of a mail server, each with the reason and the setting that mends it."""

import attrs

from domain.shared_kernel.errors import ServiceUnavailableException

RETRY_SECONDS = 60


@attrs.define(eq=False)
class MailServerUnavailable(ServiceUnavailableException):
    """The server accepts no mails at present. ``reason`` and ``cure`` are for operators and contain no address."""

    retry_after: int = RETRY_SECONDS
    reason: str = ""
    cure: str = ""

    def __str__(self) -> str:
        return f"{self.reason}. {self.cure}" if self.cure else self.reason


@attrs.define(eq=False)
class MailRefused(ValueError):
    """The server refuses this mail for good."""

    reason: str
    cure: str = ""

    def __str__(self) -> str:
        return f"{self.reason}. {self.cure}" if self.cure else self.reason
