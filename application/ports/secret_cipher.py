from abc import abstractmethod
from typing import Protocol


class SecretCipher(Protocol):
    """Encrypts secrets that must be read again, so that a copy of the storage reveals none."""

    @abstractmethod
    def encrypt(self, secret: bytes, *, bound_to: bytes) -> str:
        """Returns the secret encrypted and authenticated, in printable ASCII; never twice the same. It can be read with
        the same ``bound_to`` only."""

    @abstractmethod
    def decrypt(self, encrypted: str, *, bound_to: bytes) -> bytes | None:
        """Returns the secret, or ``None`` if the text was changed, is bound to something else, or was encrypted with
        another key."""
