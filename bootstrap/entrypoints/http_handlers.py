"""The handlers of each platform."""

from bootstrap.domains.core import Core
from bootstrap.entrypoints.http_kit import HttpKit
from domain.shared_kernel.platform import Platform
from entrypoints.http.admin.jobs import JobHandlers
from entrypoints.http.admin.login import AdminLoginHandler
from entrypoints.http.admin.me import AdminMeHandler
from entrypoints.http.admin.routes import AdminHandlers
from entrypoints.http.admin.user_lock import UserLockHandlers
from entrypoints.http.admin.user_mails import UserMailHandlers
from entrypoints.http.admin.user_mfa import UserMfaHandler
from entrypoints.http.admin.user_sessions import UserSessionHandlers
from entrypoints.http.admin.users import UserHandlers
from entrypoints.http.customer.account_deletion import AccountDeletionHandler
from entrypoints.http.customer.data_export import DataExportHandler
from entrypoints.http.customer.email_verification import EmailVerificationHandlers
from entrypoints.http.customer.login import CustomerLoginHandler
from entrypoints.http.customer.register import RegisterHandler
from entrypoints.http.customer.routes import CustomerHandlers
from entrypoints.http.shared.email_change import EmailChangeHandler
from entrypoints.http.shared.factors import FactorHandlers
from entrypoints.http.shared.handlers import SharedHandlers
from entrypoints.http.shared.login import Login
from entrypoints.http.shared.logout import LogoutHandlers
from entrypoints.http.shared.me import MeHandlers
from entrypoints.http.shared.mfa import MfaHandler
from entrypoints.http.shared.password_change import PasswordChangeHandler
from entrypoints.http.shared.password_reset import PasswordResetHandlers
from entrypoints.http.shared.refresh import RefreshHandler
from entrypoints.http.shared.sessions import SessionHandlers


def customer_handlers(core: Core, kit: HttpKit) -> CustomerHandlers:
    """Assembles the handlers of ``/customer``."""
    accounts = core.accounts
    return CustomerHandlers(
        register=RegisterHandler(accounts.register),
        login=CustomerLoginHandler(_login(core, Platform.CUSTOMER)),
        email_verification=EmailVerificationHandlers(accounts.confirm_email, accounts.resend_verification),
        data_export=DataExportHandler(accounts.export_data, core.export_form),
        account_deletion=AccountDeletionHandler(accounts.delete_account),
        shared=_shared_handlers(core, kit, Platform.CUSTOMER),
    )


def admin_handlers(core: Core, kit: HttpKit) -> AdminHandlers:
    """Assembles the handlers of ``/admin``."""
    accounts, sessions, jobs = core.accounts, core.sessions, core.jobs
    return AdminHandlers(
        login=AdminLoginHandler(_login(core, Platform.ADMIN)),
        me=AdminMeHandler(core.permissions),
        users=UserHandlers(
            accounts.list_users,
            accounts.get_user,
            accounts.invite_user,
            accounts.edit_user_as_staff,
            accounts.delete_user,
            kit.cursors,
        ),
        user_lock=UserLockHandlers(accounts.lock_user, accounts.unlock_user),
        user_mfa=UserMfaHandler(core.credentials.reset_mfa),
        user_mails=UserMailHandlers(accounts.send_password_reset, accounts.resend_invitation),
        user_sessions=UserSessionHandlers(
            sessions.list_sessions, sessions.end_session_as_staff, sessions.end_all_sessions_as_staff, kit.cursors
        ),
        jobs=JobHandlers(jobs.list_jobs, jobs.retry_job, kit.cursors),
        shared=_shared_handlers(core, kit, Platform.ADMIN),
    )


def _shared_handlers(core: Core, kit: HttpKit, platform: Platform) -> SharedHandlers:
    accounts, credentials, sessions = core.accounts, core.credentials, core.sessions
    return SharedHandlers(
        refresh=RefreshHandler(platform, sessions.refresh_tokens),
        mfa=MfaHandler(platform, sessions.complete_log_in),
        logout=LogoutHandlers(platform, sessions.log_out, sessions.log_out_everywhere),
        password_reset=PasswordResetHandlers(
            platform, accounts.request_password_reset, accounts.set_password, credentials.known_devices
        ),
        me=MeHandlers(accounts.edit_user),
        password_change=PasswordChangeHandler(sessions.change_password),
        email_change=EmailChangeHandler(accounts.request_email_change),
        factors=FactorHandlers(
            credentials.list_factors,
            credentials.add_totp,
            sessions.confirm_factor,
            credentials.remove_factor,
            credentials.renew_recovery_codes,
        ),
        sessions=SessionHandlers(
            sessions.list_sessions, sessions.end_session, sessions.end_other_sessions, kit.cursors
        ),
    )


def _login(core: Core, platform: Platform) -> Login:
    return Login(platform, core.sessions.log_in)
