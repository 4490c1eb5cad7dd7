"""What can be done with accounts."""

from dependency_injector import containers, providers

from application.accounts.confirm_email import ConfirmEmail
from application.accounts.create_staff_user import MakeStaff
from application.accounts.delete_account import DeleteAccount
from application.accounts.delete_user import DeleteUser
from application.accounts.edit_user import EditUser
from application.accounts.edit_user_as_staff import EditAnyUser
from application.accounts.find_user import FindUser
from application.accounts.get_user import GetUser
from application.accounts.inspect_link import LookAtLink
from application.accounts.invite_user import InviteUser
from application.accounts.list_users import ListUsers
from application.accounts.lock_user import LockUser
from application.accounts.promote_to_staff import PromoteToStaff
from application.accounts.register import Register
from application.accounts.register_undisclosed import RegisterQuietly
from application.accounts.request_email_change import RequestEmailChange
from application.accounts.request_password_reset import ForgotPassword
from application.accounts.resend_invitation import ResendInvitation
from application.accounts.resend_verification import ResendVerification
from application.accounts.send_password_reset import SendPasswordReset
from application.accounts.services.link_verifier import FollowedLinks
from application.accounts.services.open_account import OpenAccount
from application.accounts.services.outgoing_mail import Mails
from application.accounts.services.remove_account import RemoveAccount
from application.accounts.services.void_account import VoidedAccounts
from application.accounts.set_password import SetPassword
from application.accounts.unlock_user import UnlockUser
from application.listing import RecentTotals
from bootstrap.settings.settings import Settings
from domain.accounts.one_time_token import LinkPolicy


class AccountsContainer(containers.DeclarativeContainer):
    settings: providers.Dependency[Settings] = providers.Dependency(instance_of=Settings)
    foundation = providers.DependenciesContainer()
    storage = providers.DependenciesContainer()
    limits = providers.DependenciesContainer()

    begin, read = storage.begin, storage.read
    clock, ids, enqueue, passwords = foundation.clock, foundation.ids, foundation.enqueue, foundation.passwords
    check, budget = limits.check_password, limits.mail_budget

    mails = providers.Singleton(
        Mails,
        enqueue=enqueue,
        clock=clock,
        ids=ids,
        policy=providers.Singleton(
            LinkPolicy,
            verify_email=settings.provided.accounts.verify_email_life,
            reset_password=settings.provided.accounts.reset_password_life,
            change_email=settings.provided.accounts.change_email_life,
            invitation=settings.provided.accounts.invitation_life,
        ),
    )
    links = providers.Singleton(FollowedLinks, sealer=foundation.sealer, clock=clock)
    look_at_link = providers.Singleton(LookAtLink, read=read, links=links)

    open_account = providers.Singleton(OpenAccount, mails=mails, clock=clock, ids=ids)
    register = providers.Selector(
        settings.provided.accounts.registration,
        open=providers.Singleton(Register, begin=begin, passwords=passwords, budget=budget, open=open_account),
        quiet=providers.Singleton(
            RegisterQuietly, begin=begin, passwords=passwords, budget=budget, open=open_account, mails=mails, ids=ids
        ),
    )
    confirm_email = providers.Singleton(ConfirmEmail, begin=begin, links=links, mails=mails, clock=clock)
    resend_verification = providers.Singleton(ResendVerification, begin=begin, budget=budget, mails=mails, ids=ids)
    request_email_change = providers.Singleton(
        RequestEmailChange, begin=begin, read=read, check=check, budget=budget, mails=mails
    )
    edit_user = providers.Singleton(EditUser, begin=begin, clock=clock)
    forgot_password = providers.Singleton(
        ForgotPassword, begin=begin, budget=limits.reset_mail_budget, mails=mails, ids=ids
    )
    set_password = providers.Singleton(
        SetPassword, begin=begin, read=read, links=links, passwords=passwords, mails=mails, enqueue=enqueue, clock=clock
    )
    remove_account = providers.Singleton(RemoveAccount, enqueue=enqueue)
    delete_account = providers.Singleton(
        DeleteAccount, begin=begin, read=read, check=check, remove=remove_account, clock=clock
    )

    find_user = providers.Singleton(FindUser, read=read)
    get_user = providers.Singleton(GetUser, read=read)
    list_users = providers.Singleton(ListUsers, read=read, totals=providers.Singleton(RecentTotals, clock=clock))
    voided = providers.Singleton(VoidedAccounts, mails=mails, enqueue=enqueue)
    invite_user = providers.Singleton(InviteUser, begin=begin, mails=mails, voided=voided, clock=clock, ids=ids)
    resend_invitation = providers.Singleton(ResendInvitation, begin=begin, mails=mails, voided=voided, clock=clock)
    send_password_reset = providers.Singleton(SendPasswordReset, begin=begin, mails=mails)
    edit_any_user = providers.Singleton(
        EditAnyUser, begin=begin, mails=mails, voided=voided, enqueue=enqueue, clock=clock
    )
    delete_user = providers.Singleton(DeleteUser, begin=begin, remove=remove_account, clock=clock)
    lock_user = providers.Singleton(LockUser, begin=begin, mails=mails, enqueue=enqueue, clock=clock)
    unlock_user = providers.Singleton(UnlockUser, begin=begin, clock=clock)

    promote_to_staff = providers.Singleton(
        PromoteToStaff, begin=begin, read=read, passwords=passwords, mails=mails, voided=voided, clock=clock
    )
    make_staff = providers.Singleton(MakeStaff, begin=begin, passwords=passwords, clock=clock, ids=ids)
