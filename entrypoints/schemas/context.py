"""The services that schemas need to validate a request."""

from abc import abstractmethod
from collections.abc import Iterable
from typing import Protocol

import attrs
from pydantic import ValidationInfo

from application.ports.email_parser import EmailParser
from domain.shared_kernel.language import Languages
from entrypoints.schemas.cursors import Cursors


class PasswordRules(Protocol):
    """Decides which passwords may be set."""

    @abstractmethod
    def require(self, password: str, personal: Iterable[str]) -> None:
        """Raises ``BrokenRule`` for a password that is too weak, or made of the ``personal`` words."""


@attrs.frozen
class SchemaContext:
    """``languages`` are those of the service; ``scope`` identifies the list that a query asks for: its path and its
    filters."""

    emails: EmailParser
    passwords: PasswordRules
    cursors: Cursors
    languages: Languages
    scope: str = ""


def context_of(info: ValidationInfo) -> SchemaContext:
    """Returns the context that a schema was validated with. Raises ``RuntimeError`` if there was none."""
    if not isinstance(info.context, SchemaContext):
        raise RuntimeError("this schema is read with a SchemaContext")
    return info.context
