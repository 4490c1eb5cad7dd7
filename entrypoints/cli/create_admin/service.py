from collections.abc import Callable
from typing import TypeVar

import attrs

from application.accounts.create_staff_user import CreateStaffUser
from application.accounts.find_user import FindUser
from application.accounts.promote_to_staff import PromoteToStaff, PromoteToStaffCommand
from application.accounts.services.register_command import RegisterCommand
from application.ports.email_parser import EmailParser
from domain.access.role import Role
from domain.accounts.email_address import EmailAddress
from domain.accounts.person import Person
from domain.accounts.person_name import parse_person_name
from domain.accounts.user import User
from domain.shared_kernel.errors import NotFoundException
from domain.shared_kernel.language import Language, Languages
from domain.shared_kernel.text import BrokenRule
from entrypoints.schemas.text import invalid_choice


@attrs.frozen(kw_only=True)
class CreateAdminCommand:
    """The options as they were typed; the names are used for a new account only. Without a role a staff member keeps
    theirs, and another person becomes an owner."""

    email: str
    first_name: str
    last_name: str
    language: str | None = None
    role: Role | None = None


@attrs.frozen
class CreatedAdmin:
    """The account, and what was done: it was created, a password was set, its address had never been confirmed."""

    user: User
    is_new: bool
    has_new_password: bool = False
    was_unconfirmed: bool = False


T = TypeVar("T")


def _parsed(parse: Callable[[str], T], option: str, text: str) -> T:
    try:
        return parse(text)
    except BrokenRule as broken:
        raise broken.at(option) from None


@attrs.frozen(eq=False, repr=False)
class CreateAdmin:
    """Creates a staff account, or gives an existing account a role."""

    emails: EmailParser
    languages: Languages
    create_staff_user: CreateStaffUser
    find: FindUser
    promote_to_staff: PromoteToStaff

    async def __call__(
        self, admin: CreateAdminCommand, given: Callable[[], str] | None, ask: Callable[[], str]
    ) -> CreatedAdmin:
        """Sets the password that ``given`` returns. Without ``given`` it calls ``ask`` for a new account, and for one
        whose address was never confirmed: its password may be a stranger's. Raises ``ValidationException`` for a bad
        option."""
        email = _parsed(self.emails.parse, "--email", admin.email)
        try:
            user = await self.find(email)
        except NotFoundException:
            return await self._make(admin, email, given or ask)
        return await self._promote(user, admin.role, given if user.is_email_verified else given or ask)

    async def _promote(self, user: User, role: Role | None, ask_password: Callable[[], str] | None) -> CreatedAdmin:
        password = ask_password() if ask_password else None
        promoted = await self.promote_to_staff(PromoteToStaffCommand(email=user.email, role=role, password=password))
        return CreatedAdmin(promoted, False, password is not None, not user.is_email_verified)

    async def _make(
        self, admin: CreateAdminCommand, email: EmailAddress, ask_password: Callable[[], str]
    ) -> CreatedAdmin:
        person = Person(
            email=email,
            first_name=_parsed(parse_person_name, "--first-name", admin.first_name),
            last_name=_parsed(parse_person_name, "--last-name", admin.last_name),
            language=self._language(admin.language),
        )
        return CreatedAdmin(
            await self.create_staff_user(
                RegisterCommand(person=person, password=ask_password()), admin.role or Role.OWNER
            ),
            is_new=True,
        )

    def _language(self, wanted: str | None) -> Language:
        if wanted is None:
            return self.languages.default
        if wanted not in self.languages:
            raise invalid_choice(list(self.languages)).at("--language")
        return Language(wanted)
