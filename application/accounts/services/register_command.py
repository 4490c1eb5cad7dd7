import attrs

from domain.accounts.person import Person


@attrs.frozen(kw_only=True)
class RegisterCommand:
    """A new account with a password of its owner's choice, for every use case that opens one."""

    person: Person
    password: str = attrs.field(repr=False)
