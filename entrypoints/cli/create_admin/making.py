from collections.abc import Callable
from typing import TypeVar

import attrs

from application.accounts.make_staff import MakeStaff
from application.accounts.promote_to_staff import PromoteToStaff
from application.accounts.register import Registration
from application.ports.email_parser import EmailParser
from domain.accounts.person import Person
from domain.accounts.person_name import parse_person_name
from domain.accounts.user import User
from domain.shared_kernel.language import Language
from domain.shared_kernel.text import BrokenRule


@attrs.frozen(kw_only=True)
class NewAdmin:
    """As it was typed; names are for an account that does not exist yet."""

    email: str
    first_name: str
    last_name: str
    language: Language


@attrs.frozen
class MadeAdmin:
    """Whose account it is, and whether it was made."""

    user: User
    is_new: bool


T = TypeVar("T")


def _parsed(parse: Callable[[str], T], option: str, text: str) -> T:
    try:
        return parse(text)
    except BrokenRule as broken:
        raise broken.at(option) from None


@attrs.frozen
class CreateAdmin:
    """Makes a staff account, or gives an existing one the staff right."""

    emails: EmailParser
    make: MakeStaff
    promote: PromoteToStaff

    async def __call__(self, admin: NewAdmin, ask_password: Callable[[], str]) -> MadeAdmin:
        """The password is asked only where an account must be made."""
        email = _parsed(self.emails.parse, "--email", admin.email)
        if user := await self.promote(email):
            return MadeAdmin(user, is_new=False)
        person = Person(
            email=email,
            first_name=_parsed(parse_person_name, "--first-name", admin.first_name),
            last_name=_parsed(parse_person_name, "--last-name", admin.last_name),
            language=admin.language,
        )
        return MadeAdmin(await self.make(Registration(person=person, password=ask_password())), is_new=True)
