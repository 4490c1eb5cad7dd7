from abc import abstractmethod
from typing import Protocol

from domain.shared_kernel.language import Language
from domain.shared_kernel.messages import Message


class Translator(Protocol):
    """Says messages in every language; catalogues are loaded when it is made."""

    @abstractmethod
    def gettext(self, message: Message, language: Language | None = None) -> str:
        """The message now, its values in place, in ``language`` or else that of the present request. A message that a
        catalogue lacks is said in English."""
