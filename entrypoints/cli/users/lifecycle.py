"""Commands that create and delete accounts."""

from cyclopts import App

from domain.access.role import Role
from domain.accounts.user import User
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.output import Flag, Json, print_result
from entrypoints.cli.service import RunInService
from entrypoints.cli.terminal import require_consent
from entrypoints.cli.users.service import UserService
from entrypoints.schemas.users import UserBody

INVITED = _("An invitation is on its way to {email}.")
DELETE = _("Delete {email} and all that is personal about them, for good?")
DELETED = _("{email} is deleted.")


def add_lifecycle(users: App, run_in_service: RunInService[UserService]) -> None:
    """Adds ``invite`` and ``delete`` to ``users``."""

    @users.command
    def invite(
        email: str,
        /,
        *,
        first_name: str,
        last_name: str,
        language: str | None = None,
        role: Role | None = None,
        json: Json = False,
    ) -> None:
        """Create an account, and mail a link to set its password.

        Parameters
        ----------
        email
            Email address of the account.
        first_name
            First name of the person.
        last_name
            Last name of the person.
        language
            Language of mails and pages; by default the first of CORTEX_LANGUAGES.
        role
            Make the person a staff member with this role.
        """
        typed = {"email": email, "first_name": first_name, "last_name": last_name, "language": language}
        user = run_in_service(lambda service: service.invite({**typed, "role": role}))
        print_result(INVITED.bind({"email": user.email}), UserBody.of(user), json=json)

    @users.command
    def delete(who: str, /, *, yes: Flag = False, json: Json = False) -> None:
        """Delete an account and its personal data. This cannot be undone.

        Parameters
        ----------
        who
            Email address or id of the account.
        yes
            Do not ask for confirmation.
        """

        async def deleted(service: UserService) -> User:
            user = await service.lookup(who)
            if not yes:
                require_consent(DELETE.bind({"email": user.email}))
            await service.delete(user)
            return user

        user = run_in_service(deleted)
        print_result(DELETED.bind({"email": user.email}), {"id": str(user.pk)}, json=json)
