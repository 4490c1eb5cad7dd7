from abc import abstractmethod
from typing import Protocol
from uuid import UUID

from domain.accounts.one_time_token import Purpose


class LinkSigner(Protocol):
    """Works out the secret part of a link from the id of its one-time token, so that nothing secret is stored."""

    @abstractmethod
    def sign(self, purpose: Purpose, token_id: UUID) -> str:
        """The token as it stands in a link: the id and its MAC, each in unpadded base64url, with a dot between."""

    @abstractmethod
    def verify(self, purpose: Purpose, token: str) -> UUID:
        """The id of a genuine token of this purpose, compared in constant time. Raises ``InvalidLink``."""
