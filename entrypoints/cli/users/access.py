"""Who may enter, and how they come by a password."""

from cyclopts import App

from entrypoints.cli.output import Json, print_result
from entrypoints.cli.service import RunInService
from entrypoints.cli.users.service import UserService
from entrypoints.schemas.accounts import UserBody


def add_access(users: App, at: RunInService[UserService]) -> None:
    @users.command
    def lock(who: str, /, *, reason: str | None = None, json: Json = False) -> None:
        """Shut a person out at once, on every device.

        Parameters
        ----------
        who
            An email address, or an id.
        reason
            A sentence for the record.
        """
        user = at(lambda service: service.lock(who, reason))
        print_result(f"{user.email} is locked out.", UserBody.of(user), json=json)

    @users.command
    def unlock(who: str, /, *, reason: str | None = None, json: Json = False) -> None:
        """Let a person in again.

        Parameters
        ----------
        who
            An email address, or an id.
        reason
            A sentence for the record.
        """
        user = at(lambda service: service.unlock(who, reason))
        print_result(f"{user.email} may sign in.", UserBody.of(user), json=json)

    @users.command
    def send_password_reset(who: str, /, *, json: Json = False) -> None:
        """Mail a person a link by which they choose a new password.

        Parameters
        ----------
        who
            An email address, or an id.
        """
        user = at(lambda service: service.reset_password(who))
        print_result(f"A link is on its way to {user.email}.", {"id": str(user.pk)}, json=json)
