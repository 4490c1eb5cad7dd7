"""The use cases of accounts."""

from collections.abc import Sequence

import attrs

from application.accounts.confirm_email import ConfirmEmail
from application.accounts.create_staff_user import CreateStaffUser
from application.accounts.delete_account import DeleteAccount
from application.accounts.delete_user import DeleteUser
from application.accounts.deliver_mail import DeliverMail
from application.accounts.edit_user import EditUser
from application.accounts.edit_user_as_staff import EditUserAsStaff
from application.accounts.export_data import ExportData
from application.accounts.find_user import FindUser
from application.accounts.get_user import GetUser
from application.accounts.inspect_link import InspectLink
from application.accounts.invite_user import InviteUser
from application.accounts.list_users import ListUsers
from application.accounts.lock_user import LockUser
from application.accounts.promote_to_staff import PromoteToStaff
from application.accounts.register import Register
from application.accounts.register_undisclosed import RegisterUndisclosed
from application.accounts.request_email_change import RequestEmailChange
from application.accounts.request_password_reset import RequestPasswordReset
from application.accounts.resend_invitation import ResendInvitation
from application.accounts.resend_verification import ResendVerification
from application.accounts.send_password_reset import SendPasswordReset
from application.accounts.services.link_urls import LinkUrls
from application.accounts.services.mail_kinds import MailKinds
from application.accounts.services.open_account import OpenAccount
from application.accounts.services.remove_account import RemoveAccount
from application.accounts.services.void_account import VoidAccount
from application.accounts.set_password import SetPassword
from application.accounts.unlock_user import UnlockUser
from application.credentials.services.remove_factors import remove_factors
from application.listing import RecentTotals
from application.personal_data import PersonalData
from bootstrap.domains.account_services import AccountServices, account_services
from bootstrap.ports import Ports
from bootstrap.settings.settings import Settings


@attrs.frozen(eq=False, kw_only=True, repr=False)
class Accounts:
    """The use cases of accounts, and the services that other domains share with them."""

    services: AccountServices

    register: Register | RegisterUndisclosed
    confirm_email: ConfirmEmail
    resend_verification: ResendVerification
    request_email_change: RequestEmailChange
    edit_user: EditUser
    request_password_reset: RequestPasswordReset
    set_password: SetPassword
    inspect_link: InspectLink
    export_data: ExportData
    delete_account: DeleteAccount

    find_user: FindUser
    get_user: GetUser
    list_users: ListUsers
    invite_user: InviteUser
    resend_invitation: ResendInvitation
    send_password_reset: SendPasswordReset
    edit_user_as_staff: EditUserAsStaff
    lock_user: LockUser
    unlock_user: UnlockUser
    delete_user: DeleteUser
    create_staff_user: CreateStaffUser
    promote_to_staff: PromoteToStaff

    deliver_mail: DeliverMail


def accounts(ports: Ports, settings: Settings, personal_data: Sequence[PersonalData], kinds: MailKinds) -> Accounts:
    """Assembles the use cases of accounts."""
    begin, read, clock, ids, enqueue = ports.begin, ports.read, ports.clock, ports.ids, ports.enqueue
    services = account_services(ports, settings, kinds)
    mails, passwords, links = services.mails, services.passwords, services.links
    quota, remove = services.mail_quota, RemoveAccount(personal_data)
    void_account = VoidAccount(mails, enqueue, remove_factors)
    return Accounts(
        services=services,
        register=_register(ports, services, hidden=settings.accounts.are_hidden),
        confirm_email=ConfirmEmail(begin, links, mails, clock),
        resend_verification=ResendVerification(begin, quota, mails, clock),
        request_email_change=RequestEmailChange(begin, services.confirm_password, quota, mails, clock),
        edit_user=EditUser(begin, clock),
        request_password_reset=RequestPasswordReset(begin, services.reset_mail_quota, mails, clock),
        set_password=SetPassword(begin, read, links, passwords, mails, enqueue, clock),
        inspect_link=InspectLink(read, links),
        export_data=ExportData(read, personal_data, services.record, clock),
        delete_account=DeleteAccount(begin, services.confirm_password, remove, clock),
        find_user=FindUser(read),
        get_user=GetUser(read),
        list_users=ListUsers(read, RecentTotals(clock)),
        invite_user=InviteUser(begin, mails, void_account, clock, ids),
        resend_invitation=ResendInvitation(begin, mails, void_account, clock),
        send_password_reset=SendPasswordReset(begin, mails, clock),
        edit_user_as_staff=EditUserAsStaff(begin, mails, void_account, enqueue, clock),
        lock_user=LockUser(begin, mails, enqueue, clock),
        unlock_user=UnlockUser(begin, clock),
        delete_user=DeleteUser(begin, remove, clock),
        create_staff_user=CreateStaffUser(begin, passwords, clock, ids),
        promote_to_staff=PromoteToStaff(begin, read, passwords, mails, void_account, clock),
        deliver_mail=DeliverMail(
            read, kinds, LinkUrls(ports.link_signer, settings.links.text), ports.composer, ports.mailer, clock
        ),
    )


def _register(ports: Ports, services: AccountServices, *, hidden: bool) -> Register | RegisterUndisclosed:
    open_account = OpenAccount(services.mails, ports.clock, ports.ids)
    passwords, quota = services.passwords, services.mail_quota
    if hidden:
        return RegisterUndisclosed(ports.begin, passwords, quota, open_account, services.mails, ports.clock)
    return Register(ports.begin, passwords, quota, open_account)
