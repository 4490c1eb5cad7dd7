"""Accounts as text."""

from domain.accounts.user import User
from entrypoints.cli.output import as_page, instant
from entrypoints.schemas.users import UserBody, UserList

_TITLES = ("EMAIL", "NAME", "LANGUAGE", "ROLE", "STATE", "CREATED")


def as_table(users: UserList) -> str:
    """Returns accounts in columns."""
    return as_page(_TITLES, [_cells(user) for user in users.items], users)


def as_card(user: User) -> str:
    """Returns one account, with a line for each member."""
    shown = UserBody.of(user).model_dump(mode="json")
    width = max(map(len, shown))
    return "\n".join(f"{name.ljust(width)}  {_plain(value)}" for name, value in shown.items())


def _cells(user: UserBody) -> tuple[str, ...]:
    role = user.role or "customer"
    state = "locked" if user.is_locked else "active" if user.is_email_verified else "unconfirmed"
    name = f"{user.first_name} {user.last_name}"
    return (user.email, name, user.language, role, state, instant(user.created_at))


def _plain(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
