"""``cortex create-admin``."""

from cyclopts import App

from domain.shared_kernel.language import DEFAULT_LANGUAGE, Language
from entrypoints.cli.create_admin.service import CreateAdmin, CreateAdminCommand, CreatedAdmin
from entrypoints.cli.groups import ACCOUNTS
from entrypoints.cli.output import Flag, Json, print_result
from entrypoints.cli.service import RunInService
from entrypoints.cli.terminal import from_stdin, new_password
from entrypoints.schemas.accounts import UserBody

_VOID = " Its address had never been confirmed: the password and sessions from before are void."


def add_create_admin(app: App, at: RunInService[CreateAdmin]) -> App:
    """Gives the command line the command that the first staff member is made with."""

    @app.command(group=ACCOUNTS)
    def create_admin(
        *,
        email: str,
        first_name: str = "Staff",
        last_name: str = "Member",
        language: Language = DEFAULT_LANGUAGE,
        password_stdin: Flag = False,
        json: Json = False,
    ) -> None:
        """Make a staff account, or give an existing one the staff right.

        What an address that was never confirmed had, password and sessions, is void.

        Parameters
        ----------
        email
            The address of the account.
        first_name
            For a new account.
        last_name
            For a new account.
        language
            For a new account.
        password_stdin
            Read the password from standard input instead of asking for it, and set it, also where there is an account.
        """
        admin = CreateAdminCommand(email=email, first_name=first_name, last_name=last_name, language=language)
        made = at(lambda create: create(admin, from_stdin if password_stdin else None, new_password))
        print_result(_sentence(made), UserBody.of(made.user), json=json)

    return app


def _sentence(made: CreatedAdmin) -> str:
    if made.is_new:
        return f"{made.user.email} has an account and is a staff member."
    password = ", with the password that was given" if made.has_new_password else ""
    but = ", but the account is locked" if made.user.is_locked else ""
    void = _VOID if made.was_unconfirmed else ""
    return f"{made.user.email} is a staff member now{password}{but}.{void}"
