from uuid import UUID

import attrs

from application.accounts.find_user import FindUser
from application.ports.email_parser import EmailParser
from domain.accounts.email_address import EmailAddress
from domain.accounts.user import User
from domain.shared_kernel.errors import NotFoundException
from domain.shared_kernel.messages import lazy_gettext as _
from domain.shared_kernel.text import BrokenRule
from entrypoints.cli.exit_codes import CommandFailed

NO_ACCOUNT = _("There is no account of {who}.")


@attrs.frozen(eq=False, repr=False)
class UserLookup:
    """Finds an account by its email address or id."""

    find: FindUser
    emails: EmailParser

    async def __call__(self, email_or_id: str) -> User:
        """Returns the account. Raises ``CommandFailed`` if there is none, and ``ValidationException`` if the text is
        neither an address nor an id."""
        try:
            return await self.find(self._parsed(email_or_id))
        except NotFoundException as nobody:
            raise CommandFailed(NO_ACCOUNT.bind({"who": email_or_id}), code=nobody.code) from None

    def _parsed(self, email_or_id: str) -> UUID | EmailAddress:
        try:
            return UUID(email_or_id)
        except ValueError:
            pass
        try:
            return self.emails.parse(email_or_id)
        except BrokenRule as broken:
            raise broken.at("EMAIL|ID") from None
