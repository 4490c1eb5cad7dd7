from abc import abstractmethod
from typing import Protocol

from domain.accounts.email_address import EmailAddress


class EmailParser(Protocol):
    """Decides what is a valid e-mail address, with the same rules for every entrypoint."""

    @abstractmethod
    def parse(self, text: str) -> EmailAddress:
        """Returns the address in NFC, its case kept, its domain in Unicode lower case. Queries no other system. Raises
        ``BrokenRule`` with ``invalid_text``, ``too_long`` or ``invalid_email``."""
