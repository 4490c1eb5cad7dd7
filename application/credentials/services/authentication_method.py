from abc import abstractmethod
from datetime import datetime
from typing import ClassVar, Protocol
from uuid import UUID

from application.ports.mail_kind import MailKind
from application.ports.unit_of_work import Repositories, UnitOfWork


class AuthenticationMethod(Protocol):
    """One way to confirm a sign-in after the password. ``name`` is what clients call it, ``reference`` its name in
    RFC 8176; ``notice`` is the mail that the owner gets when it was used, if any. A further method is a class of its
    own and a line in the list of methods."""

    name: ClassVar[str]
    reference: ClassVar[str]
    notice: ClassVar[MailKind | None] = None

    @abstractmethod
    async def is_enrolled(self, work: Repositories, user_id: UUID) -> bool:
        """Returns whether the user could use it at this moment."""

    @abstractmethod
    async def accept(self, work: UnitOfWork, user_id: UUID, code: str, *, at: datetime) -> bool:
        """Returns whether ``code`` is right, and stores in this unit that it is used up. It compares in constant time,
        waits for nothing, and changes nothing for a wrong code."""
