"""The handlers of each platform."""

from collections.abc import Sequence

from bootstrap.containers.domain import Core
from bootstrap.entrypoints.http_kit import HttpKit
from domain.shared_kernel.platform import Platform
from entrypoints.http.admin.entry import AdminEntry
from entrypoints.http.admin.jobs import JobHandlers
from entrypoints.http.admin.user_access import UserAccessHandlers
from entrypoints.http.admin.user_sessions import UserSessionHandlers
from entrypoints.http.admin.users import UserHandlers
from entrypoints.http.customer.account import AccountHandlers
from entrypoints.http.customer.email_verification import EmailHandlers
from entrypoints.http.customer.entry import CustomerEntry
from entrypoints.http.shared.email_change import MyEmailHandlers
from entrypoints.http.shared.me import MeHandlers
from entrypoints.http.shared.password_reset import PasswordHandlers
from entrypoints.http.shared.sessions import MySessionHandlers
from entrypoints.http.shared.tokens import TokenHandlers


def customer_handlers(core: Core, kit: HttpKit) -> Sequence[object]:
    """What customers can ask for."""
    accounts, sessions = core.accounts, core.sessions
    return [
        CustomerEntry(accounts.register, sessions.log_in, kit.cookies, kit.devices),
        *_shared_handlers(core, kit, Platform.CUSTOMER),
        EmailHandlers(accounts.confirm_email, accounts.resend_verification),
        AccountHandlers(sessions.export_data, accounts.delete_account),
    ]


def admin_handlers(core: Core, kit: HttpKit) -> Sequence[object]:
    """What staff can ask for."""
    accounts, sessions, jobs = core.accounts, core.sessions, core.jobs
    return [
        AdminEntry(sessions.log_in, kit.cookies, kit.devices),
        *_shared_handlers(core, kit, Platform.ADMIN),
        UserHandlers(
            accounts.list_users,
            accounts.get_user,
            accounts.invite_user,
            accounts.edit_any_user,
            accounts.delete_user,
            kit.cursors,
        ),
        UserAccessHandlers(
            accounts.lock_user, accounts.unlock_user, accounts.send_password_reset, accounts.resend_invitation
        ),
        UserSessionHandlers(sessions.list_sessions, sessions.end_session, sessions.end_all_sessions, kit.cursors),
        JobHandlers(jobs.list_jobs, jobs.retry_job, kit.cursors),
    ]


def _shared_handlers(core: Core, kit: HttpKit, platform: Platform) -> Sequence[object]:
    accounts, sessions = core.accounts, core.sessions
    return [
        TokenHandlers(platform, sessions.refresh_tokens, sessions.log_out, sessions.log_out_everywhere, kit.cookies),
        PasswordHandlers(
            platform, accounts.forgot_password, accounts.set_password, sessions.known_devices, kit.devices
        ),
        MeHandlers(accounts.edit_user, sessions.change_password, kit.cookies, kit.devices),
        MyEmailHandlers(accounts.request_email_change),
        MySessionHandlers(sessions.list_sessions, sessions.end_session, sessions.end_all_sessions, kit.cursors),
    ]
