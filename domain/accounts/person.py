"""Who an account is for."""

import attrs

from domain.accounts.email_address import EmailAddress
from domain.accounts.person_name import PersonName
from domain.shared_kernel.language import Language


@attrs.frozen(kw_only=True)
class Person:
    """What is asked of everybody, whoever makes their account."""

    email: EmailAddress
    first_name: PersonName
    last_name: PersonName
    language: Language

    @property
    def words(self) -> tuple[str, ...]:
        """What a password of this person must not be made of."""
        return (self.email, self.first_name, self.last_name)
