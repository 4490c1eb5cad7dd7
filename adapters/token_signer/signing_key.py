from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

import attrs


class SigningKey(Protocol):
    """A key and the one algorithm that it is used for. ``kid`` is ``None`` for a key that is the only one."""

    @property
    @abstractmethod
    def algorithm(self) -> str:
        """The name of the algorithm (RFC 7518, section 3.1)."""

    @property
    @abstractmethod
    def kid(self) -> str | None:
        """The id of the key (RFC 7515, section 4.1.4)."""

    @abstractmethod
    def sign(self, message: bytes) -> bytes:
        """Returns the signature of a message."""

    @abstractmethod
    def verify(self, message: bytes, signature: bytes) -> bool:
        """Returns true if the signature is valid, compared in constant time."""


class SigningKeys(Protocol):
    """The keys of one kind of token."""

    @abstractmethod
    def signing(self) -> SigningKey:
        """Returns the key that signs now."""

    @abstractmethod
    def find(self, kid: object, now: datetime) -> SigningKey | None:
        """Returns the key that a header names by ``kid``, as long as its tokens are accepted."""

    @abstractmethod
    def public(self) -> Sequence[Mapping[str, str]]:
        """Returns the public keys for verifiers (RFC 7517); none if the key is secret."""


@attrs.frozen
class SingleKey(SigningKeys):
    """A secret key that is the only one."""

    key: SigningKey

    def signing(self) -> SigningKey:
        return self.key

    def find(self, kid: object, now: datetime) -> SigningKey | None:
        return self.key

    def public(self) -> Sequence[Mapping[str, str]]:
        return ()
