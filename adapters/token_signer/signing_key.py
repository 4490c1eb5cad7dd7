from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

import attrs


class SigningKey(Protocol):
    """A key and the one algorithm that it is for. ``kid`` is ``None`` where there is no other key to mistake it for."""

    @property
    @abstractmethod
    def algorithm(self) -> str: ...

    @property
    @abstractmethod
    def kid(self) -> str | None: ...

    @abstractmethod
    def sign(self, message: bytes) -> bytes: ...

    @abstractmethod
    def verify(self, message: bytes, signature: bytes) -> bool: ...


class SigningKeys(Protocol):
    """The keys of one kind of token, as they are at some moment."""

    @abstractmethod
    def signing(self) -> SigningKey:
        """The one that signs now."""

    @abstractmethod
    def find(self, kid: object, now: datetime) -> SigningKey | None:
        """The one that a header names by ``kid``, while its tokens are accepted."""

    @abstractmethod
    def public(self) -> Sequence[Mapping[str, str]]:
        """What others need to verify tokens: public keys as of RFC 7517, none where a key is secret."""


@attrs.frozen
class OneKey(SigningKeys):
    """A key that is the only one, and secret."""

    key: SigningKey

    def signing(self) -> SigningKey:
        return self.key

    def find(self, kid: object, now: datetime) -> SigningKey | None:
        return self.key

    def public(self) -> Sequence[Mapping[str, str]]:
        return ()
