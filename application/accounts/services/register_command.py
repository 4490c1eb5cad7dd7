import attrs

from domain.accounts.person import Person


@attrs.frozen(kw_only=True)
class RegisterCommand:
    """The data of a new account with a password that its owner chose, for every use case that opens one."""

    person: Person
    password: str = attrs.field(repr=False)
