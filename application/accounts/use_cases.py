"""Everything of accounts that is used from outside, under one path: use cases, their commands, and values.

The service itself imports each from its own file."""

from application.accounts.confirm_email import ConfirmEmail, ConfirmEmailCommand
from application.accounts.create_staff_user import CreateStaffUser
from application.accounts.delete_account import DeleteAccount, DeleteAccountCommand
from application.accounts.delete_user import DeleteUser, DeleteUserCommand
from application.accounts.deliver_mail import DeliverMail
from application.accounts.edit_user import EditUser, EditUserCommand
from application.accounts.edit_user_as_staff import EditUserAsStaff, EditUserAsStaffCommand
from application.accounts.export_data import ExportData
from application.accounts.find_user import FindUser
from application.accounts.get_user import GetUser
from application.accounts.inspect_link import InspectLink
from application.accounts.invite_user import InviteUser, InviteUserCommand
from application.accounts.list_users import ListUsers, UserSearch
from application.accounts.lock_user import LockUser, LockUserCommand
from application.accounts.promote_to_staff import PromoteToStaff, PromoteToStaffCommand
from application.accounts.register import Register
from application.accounts.register_undisclosed import RegisterUndisclosed
from application.accounts.request_email_change import RequestEmailChange, RequestEmailChangeCommand
from application.accounts.request_password_reset import RequestPasswordReset, RequestPasswordResetCommand
from application.accounts.resend_invitation import ResendInvitation
from application.accounts.resend_verification import ResendVerification
from application.accounts.send_password_reset import SendPasswordReset
from application.accounts.services.register_command import RegisterCommand
from application.accounts.set_password import SetPassword, SetPasswordCommand
from application.accounts.unlock_user import UnlockUser, UnlockUserCommand
from application.listing import CountedPage, Paging
from domain.access.role import Role
from domain.accounts.email_address import EmailAddress
from domain.accounts.person import Person
from domain.accounts.person_name import PersonName
from domain.accounts.user import User
from domain.shared_kernel.actor import OPERATOR, Actor
from domain.shared_kernel.language import Language

__all__ = [
    "OPERATOR",
    "Actor",
    "ConfirmEmail",
    "ConfirmEmailCommand",
    "CountedPage",
    "CreateStaffUser",
    "DeleteAccount",
    "DeleteAccountCommand",
    "DeleteUser",
    "DeleteUserCommand",
    "DeliverMail",
    "EditUser",
    "EditUserAsStaff",
    "EditUserAsStaffCommand",
    "EditUserCommand",
    "EmailAddress",
    "ExportData",
    "FindUser",
    "GetUser",
    "InspectLink",
    "InviteUser",
    "InviteUserCommand",
    "Language",
    "ListUsers",
    "LockUser",
    "LockUserCommand",
    "Paging",
    "Person",
    "PersonName",
    "PromoteToStaff",
    "PromoteToStaffCommand",
    "Register",
    "RegisterCommand",
    "RegisterUndisclosed",
    "RequestEmailChange",
    "RequestEmailChangeCommand",
    "RequestPasswordReset",
    "RequestPasswordResetCommand",
    "ResendInvitation",
    "ResendVerification",
    "Role",
    "SendPasswordReset",
    "SetPassword",
    "SetPasswordCommand",
    "UnlockUser",
    "UnlockUserCommand",
    "User",
    "UserSearch",
]
