"""What schemas need to know beyond what was sent."""

from abc import abstractmethod
from collections.abc import Iterable
from typing import Protocol

import attrs
from pydantic import ValidationInfo

from application.ports.email_parser import EmailParser
from entrypoints.schemas.cursors import Cursors


class PasswordRules(Protocol):
    """Decides which passwords may be set."""

    @abstractmethod
    def require(self, password: str, personal: Iterable[str]) -> None:
        """Raises ``BrokenRule`` for a password that is too weak, or made of the ``personal`` words."""


@attrs.frozen
class SchemaContext:
    """``scope`` names the list that a query asks for: its address and what it is filtered by."""

    emails: EmailParser
    passwords: PasswordRules
    cursors: Cursors
    scope: str = ""


def context_of(info: ValidationInfo) -> SchemaContext:
    if not isinstance(info.context, SchemaContext):
        raise RuntimeError("this schema is read with a SchemaContext")
    return info.context
