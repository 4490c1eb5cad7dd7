"""Accounts as a domain."""

from collections.abc import Sequence
from typing import Any

from application.accounts.services import account_mails
from application.accounts.services.account_data import ACCOUNT, LINKS
from application.accounts.services.deliver_mail_job import DeliverMailJob
from application.accounts.services.link_retention import link_retention
from application.jobs.services.retention import Retention
from application.personal_data import PersonalData
from application.ports.mail_kind import MailKind
from bootstrap.domains.command_group import CommandGroup
from bootstrap.domains.core import Core
from bootstrap.domains.domain import Domain, Parts
from bootstrap.ports import Ports
from bootstrap.settings.links import LinkSettings
from bootstrap.settings.settings import Settings
from domain.access.service_permission import ServicePermission
from entrypoints.http.pages.account_acts import AccountActs
from entrypoints.http.sign_in.device_cookies import DeviceCookies
from entrypoints.schemas.export import accounts as export


def _mails(settings: Settings) -> Sequence[MailKind]:
    lives = settings.of(LinkSettings)
    return [
        account_mails.VERIFY_EMAIL.lasting(lives.verify_email),
        account_mails.RESET_PASSWORD.lasting(lives.reset_password),
        account_mails.CONFIRM_NEW_EMAIL.lasting(lives.change_email),
        account_mails.INVITATION.lasting(lives.invitation),
        *account_mails.NOTICES,
    ]


def _personal_data(_ports: Ports) -> Sequence[PersonalData]:
    return [ACCOUNT, LINKS]


def _retention(ports: Ports, _settings: Settings) -> Sequence[Retention]:
    return [link_retention(ports.begin, ports.clock)]


def _commands() -> Sequence[CommandGroup[Any]]:
    """The modules of commands are imported here, so that a process that serves loads neither them nor their parser."""
    from entrypoints.cli.create_admin.command import add_create_admin
    from entrypoints.cli.create_admin.service import CreateAdmin
    from entrypoints.cli.users.command import add_users
    from entrypoints.cli.users.service import UserService

    def user_service(core: Core) -> UserService:
        accounts = core.accounts
        return UserService(
            core.user_lookup,
            accounts.list_users,
            accounts.invite_user,
            accounts.lock_user,
            accounts.unlock_user,
            accounts.send_password_reset,
            accounts.delete_user,
            core.credentials.reset_mfa,
            accounts.export_data,
            core.export_form,
            core.schema_context,
        )

    def create_admin(core: Core) -> CreateAdmin:
        accounts = core.accounts
        return CreateAdmin(
            core.ports.emails,
            core.ports.translator.languages,
            accounts.create_staff_user,
            accounts.find_user,
            accounts.promote_to_staff,
        )

    return [CommandGroup(add_create_admin, create_admin), CommandGroup(add_users, user_service)]


def _parts(core: Core) -> Parts:
    accounts, devices = core.accounts, DeviceCookies(core.settings.web.is_local)
    acts = AccountActs(accounts.confirm_email, accounts.set_password, core.credentials.known_devices, devices)
    return Parts(jobs={DeliverMailJob: accounts.deliver_mail}, links=acts.acts())


DOMAIN = Domain(
    name="accounts",
    settings=LinkSettings,
    permissions=ServicePermission,
    mails=_mails,
    personal_data=_personal_data,
    export=[export.ACCOUNT, export.LINKS],
    retention=_retention,
    commands=_commands,
    parts=_parts,
)
