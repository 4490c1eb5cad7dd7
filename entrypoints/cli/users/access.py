"""Commands that lock and unlock accounts, mail links to set a password, and remove second factors."""

from cyclopts import App

from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.output import Json, print_result
from entrypoints.cli.service import RunInService
from entrypoints.cli.users.service import UserService
from entrypoints.schemas.users import UserBody

LOCKED = _("{email} is locked out.")
UNLOCKED = _("{email} may sign in.")
LINK_SENT = _("A link is on its way to {email}.")
FACTORS_REMOVED = _("{email} signs in by password alone now.")


def add_access(users: App, run_in_service: RunInService[UserService]) -> None:
    """Adds ``lock``, ``unlock``, ``send-password-reset`` and ``reset-mfa`` to ``users``."""

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
        print_result(LOCKED.bind({"email": user.email}), UserBody.of(user), json=json)

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
        print_result(UNLOCKED.bind({"email": user.email}), UserBody.of(user), json=json)

    @users.command
    def send_password_reset(who: str, /, *, json: Json = False) -> None:
        """Mail a link to set a new password.

        Parameters
        ----------
        who
            Email address or id of the account.
        """
        user = run_in_service(lambda service: service.reset_password(who))
        print_result(LINK_SENT.bind({"email": user.email}), {"id": str(user.pk)}, json=json)

    @users.command
    def reset_mfa(who: str, /, *, reason: str, json: Json = False) -> None:
        """Remove all second factors of a person who has lost them; their sessions end at once.

        Parameters
        ----------
        who
            Email address or id of the account.
        reason
            Reason, kept in the record of events.
        """
        user = run_in_service(lambda service: service.remove_factors(who, reason))
        print_result(FACTORS_REMOVED.bind({"email": user.email}), {"id": str(user.pk)}, json=json)
