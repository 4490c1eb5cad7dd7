"""Commands that lock and unlock accounts, and mail links to set a password."""

from cyclopts import App

from entrypoints.cli.output import Json, print_result
from entrypoints.cli.service import RunInService
from entrypoints.cli.users.service import UserService
from entrypoints.schemas.users import UserBody


def add_access(users: App, run_in_service: RunInService[UserService]) -> None:
    """Adds ``lock``, ``unlock`` and ``send-password-reset`` to ``users``."""

    @users.command
    def lock(who: str, /, *, reason: str | None = None, json: Json = False) -> None:
        """Lock an account; its sessions end at once.

        Parameters
        ----------
        who
            Email address or id of the account.
        reason
            Reason, kept with the account.
        """
        user = run_in_service(lambda service: service.lock(who, reason))
        print_result(f"{user.email} is locked out.", UserBody.of(user), json=json)

    @users.command
    def unlock(who: str, /, *, reason: str | None = None, json: Json = False) -> None:
        """Unlock an account.

        Parameters
        ----------
        who
            Email address or id of the account.
        reason
            Reason, kept with the account.
        """
        user = run_in_service(lambda service: service.unlock(who, reason))
        print_result(f"{user.email} may sign in.", UserBody.of(user), json=json)

    @users.command
    def send_password_reset(who: str, /, *, json: Json = False) -> None:
        """Mail a link to set a new password.

        Parameters
        ----------
        who
            Email address or id of the account.
        """
        user = run_in_service(lambda service: service.reset_password(who))
        print_result(f"A link is on its way to {user.email}.", {"id": str(user.pk)}, json=json)
