from abc import abstractmethod
from typing import Protocol

from domain.audit.mac_check import MacCheck


class AuditMac(Protocol):
    """Signs the audit with a key of this service, and checks what was signed, also with its former keys."""

    @property
    @abstractmethod
    def key_id(self) -> str:
        """The id of the key that signs: at most 16 characters, which reveal nothing about it."""

    @abstractmethod
    def sign(self, content: bytes) -> str:
        """Returns the MAC of the content: 64 hexadecimal digits."""

    @abstractmethod
    def verify(self, mac: str, content: bytes, key_id: str) -> MacCheck:
        """Compares, in constant time, with the MAC that the key ``key_id`` gives."""
