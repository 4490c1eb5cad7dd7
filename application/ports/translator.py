from abc import abstractmethod
from typing import Protocol

from domain.shared_kernel.language import Language
from domain.shared_kernel.messages import Message


class Translator(Protocol):
    """Translates messages into every language; catalogues are loaded when it is made."""

    @abstractmethod
    def gettext(self, message: Message, language: Language | None = None) -> str:
        """Returns the message with its values filled in, in ``language`` or else that of the current request; in
        English if the catalogue lacks it."""
