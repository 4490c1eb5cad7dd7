from abc import abstractmethod
from typing import Protocol


class QrCode(Protocol):
    """Draws QR codes (ISO/IEC 18004)."""

    @abstractmethod
    def svg(self, text: str) -> str:
        """Returns the code of ``text`` as an SVG element that loads nothing and can be put into a page as it is."""
