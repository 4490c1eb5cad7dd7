"""The personal data of an account."""

import attrs

from domain.accounts.email_address import EmailAddress
from domain.accounts.person_name import PersonName
from domain.shared_kernel.language import Language


@attrs.frozen(kw_only=True)
class Person:
    """The data that every new account needs."""

    email: EmailAddress
    first_name: PersonName
    last_name: PersonName
    language: Language

    @property
    def words(self) -> tuple[str, ...]:
        """The words that a password of this person must not be made of."""
        return (self.email, self.first_name, self.last_name)
