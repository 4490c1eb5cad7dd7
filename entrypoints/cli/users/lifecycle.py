"""Who has an account at all."""

from cyclopts import App

from domain.accounts.user import User
from domain.shared_kernel.language import DEFAULT_LANGUAGE, Language
from entrypoints.cli.output import Flag, Json, print_result
from entrypoints.cli.service import RunInService
from entrypoints.cli.terminal import require_consent
from entrypoints.cli.users.service import UserService
from entrypoints.schemas.accounts import UserBody


def add_lifecycle(users: App, at: RunInService[UserService]) -> None:
    @users.command
    def invite(
        email: str,
        /,
        *,
        first_name: str,
        last_name: str,
        language: Language = DEFAULT_LANGUAGE,
        staff: Flag = False,
        json: Json = False,
    ) -> None:
        """Make an account for somebody, who is mailed a link to choose a password by.

        Parameters
        ----------
        email
            Their address.
        first_name
            Their first name.
        last_name
            Their last name.
        language
            What they read.
        staff
            With the staff right.
        """
        typed = {"email": email, "first_name": first_name, "last_name": last_name, "language": language.value}
        user = at(lambda service: service.invite({**typed, "is_staff": staff}))
        print_result(f"An invitation is on its way to {user.email}.", UserBody.of(user), json=json)

    @users.command
    def delete(who: str, /, *, yes: Flag = False, json: Json = False) -> None:
        """Delete an account and all that is personal about it, for good.

        Parameters
        ----------
        who
            An email address, or an id.
        yes
            Do not ask.
        """

        async def deleted(service: UserService) -> User:
            user = await service.named(who)
            if not yes:
                require_consent(f"Delete {user.email} and all that is personal about them, for good?")
            await service.delete(user)
            return user

        user = at(deleted)
        print_result(f"{user.email} is deleted.", {"id": str(user.pk)}, json=json)
