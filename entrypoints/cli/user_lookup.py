from uuid import UUID

import attrs

from application.accounts.find_user import FindUser
from application.ports.email_parser import EmailParser
from domain.accounts.email_address import EmailAddress
from domain.accounts.user import User
from domain.shared_kernel.errors import NotFoundException
from domain.shared_kernel.text import BrokenRule
from entrypoints.cli.exit_codes import CommandFailed


@attrs.frozen
class UserLookup:
    """Finds a person by what an operator calls them: an address or an id."""

    find: FindUser
    emails: EmailParser

    async def __call__(self, named: str) -> User:
        """Raises ``CommandFailed`` for a name that is nobody's."""
        try:
            return await self.find(self._parsed(named))
        except NotFoundException as nobody:
            raise CommandFailed(f"There is no account of {named}.", nobody.code) from None

    def _parsed(self, named: str) -> UUID | EmailAddress:
        try:
            return UUID(named)
        except ValueError:
            pass
        try:
            return self.emails.parse(named)
        except BrokenRule as broken:
            raise broken.at("EMAIL|ID") from None
