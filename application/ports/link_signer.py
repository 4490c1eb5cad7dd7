from abc import abstractmethod
from typing import Protocol
from uuid import UUID

from domain.accounts.purposes import Purpose


class LinkSigner(Protocol):
    """Derives the secret part of a link from the id of its one-time token, so that nothing secret is stored."""

    @abstractmethod
    def sign(self, purpose: Purpose, token_id: UUID) -> str:
        """Returns the token for a link: the id and its MAC, each in unpadded base64url, with a dot between."""

    @abstractmethod
    def verify(self, purpose: Purpose, token: str) -> UUID:
        """Returns the id of a genuine token of this purpose, compared in constant time. Raises ``InvalidLink``."""
