from abc import abstractmethod
from typing import Protocol

from domain.shared_kernel.language import Language, Languages
from domain.shared_kernel.messages import Message


class Translator(Protocol):
    """Translates messages into the languages of the service; catalogues are loaded when it is made."""

    @property
    @abstractmethod
    def languages(self) -> Languages:
        """The languages of the service."""

    @abstractmethod
    def gettext(self, message: Message, language: Language | None = None) -> str:
        """Returns the message with its values filled in, numbers and dates as the language writes them, and messages
        among them translated too; text as it is. It is in ``language`` or else that of the current request; in the
        default language if the service does not speak that one, and in English if the catalogue lacks the
        message."""
