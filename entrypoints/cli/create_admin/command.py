"""``cortex create-admin``."""

from collections.abc import Iterator

from cyclopts import App

from domain.access.role import Role
from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.create_admin.service import CreateAdmin, CreateAdminCommand, CreatedAdmin
from entrypoints.cli.groups import ACCOUNTS
from entrypoints.cli.language import said
from entrypoints.cli.output import Flag, Json, print_result
from entrypoints.cli.service import RunInService
from entrypoints.cli.terminal import from_stdin, new_password
from entrypoints.schemas.users import UserBody

MADE = _("{email} is a staff member now, with the role {role}.")
PROMOTED = _("{email} has the role {role} now.")
PASSWORD_SET = _("The password that was given is set.")
IS_LOCKED = _("The account is locked.")
IS_VOID = _("Its address had never been confirmed: the password and sessions from before are void.")


def add_create_admin(app: App, run_in_service: RunInService[CreateAdmin]) -> None:
    """Adds the command ``create-admin``."""

    @app.command(group=ACCOUNTS)
    def create_admin(
        *,
        email: str,
        first_name: str = "Staff",
        last_name: str = "Member",
        language: str | None = None,
        role: Role | None = None,
        password_stdin: Flag = False,
        json: Json = False,
    ) -> None:
        """Create a staff member, or make one of an existing account.

        What a staff member may do is the role's to say: with --role support this creates nobody who could lock or
        delete an account. The command has its name from the platform of staff, which is called admin. If the address
        was never confirmed, the password and the sessions of the account become void.

        Parameters
        ----------
        email
            Email address of the account.
        first_name
            First name, for a new account.
        last_name
            Last name, for a new account.
        language
            Language, for a new account; by default the first of CORTEX_LANGUAGES.
        role
            Role of the staff member: support helps people, auditor reads the audit, manager looks after accounts,
            owner may do everything. By default the one that the account has, or owner.
        password_stdin
            Read the password from standard input instead of asking for it; it is also set for an existing account.
        """
        admin = CreateAdminCommand(
            email=email, first_name=first_name, last_name=last_name, language=language, role=role
        )
        created = run_in_service(lambda create: create(admin, from_stdin if password_stdin else None, new_password))
        print_result(" ".join(map(said, _sentences(created))), UserBody.of(created.user), json=json)


def _sentences(created: CreatedAdmin) -> Iterator[Message]:
    facts = {"email": created.user.email, "role": created.user.role}
    if created.is_new:
        yield MADE.bind(facts)
        return
    yield PROMOTED.bind(facts)
    if created.has_new_password:
        yield PASSWORD_SET
    if created.user.is_locked:
        yield IS_LOCKED
    if created.was_unconfirmed:
        yield IS_VOID
