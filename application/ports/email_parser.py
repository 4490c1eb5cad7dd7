from abc import abstractmethod
from typing import Protocol

from domain.accounts.email_address import EmailAddress


class EmailParser(Protocol):
    """Decides what is an e-mail address, for every door alike."""

    @abstractmethod
    def parse(self, text: str) -> EmailAddress:
        """The address in NFC, its case kept, its domain in Unicode lower case. Asks no other system. Raises
        ``BrokenRule`` with ``invalid_text``, ``too_long`` or ``invalid_email``."""
