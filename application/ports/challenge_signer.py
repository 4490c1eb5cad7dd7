from abc import abstractmethod
from typing import Protocol

from domain.credentials.challenge import Challenge


class ChallengeSigner(Protocol):
    """Signs the challenges that clients hold between two factors, so that nothing about an unfinished sign-in is
    stored."""

    @abstractmethod
    def sign(self, challenge: Challenge) -> str:
        """Returns the challenge and its MAC, each in unpadded base64url, with a dot between."""

    @abstractmethod
    def verify(self, signed: str) -> Challenge:
        """Returns a genuine challenge, expired or not, compared in constant time. Raises ``InvalidChallenge``."""
