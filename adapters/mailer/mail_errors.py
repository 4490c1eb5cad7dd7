"""What a mail server did not do, why, and which setting mends it."""

import attrs

from domain.shared_kernel.errors import ServiceUnavailableException

RETRY_SECONDS = 60


@attrs.define(eq=False)
class MailServerUnavailable(ServiceUnavailableException):
    """The server takes no mails at present. ``reason`` and ``cure`` are for operators and quote no address."""

    retry_after: int = RETRY_SECONDS
    reason: str = ""
    cure: str = ""

    def __str__(self) -> str:
        return f"{self.reason}. {self.cure}" if self.cure else self.reason


@attrs.define(eq=False)
class MailRefused(ValueError):
    """The server will not take this very mail, however often it is asked."""

    reason: str
    cure: str = ""

    def __str__(self) -> str:
        return f"{self.reason}. {self.cure}" if self.cure else self.reason
