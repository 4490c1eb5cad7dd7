"""The admin platform's table of contents: every method, path and handler."""

import attrs

from entrypoints.http.admin.jobs import JobHandlers
from entrypoints.http.admin.login import AdminLoginHandler
from entrypoints.http.admin.me import AdminMeHandler
from entrypoints.http.admin.surface import ADMIN
from entrypoints.http.admin.user_lock import UserLockHandlers
from entrypoints.http.admin.user_mails import UserMailHandlers
from entrypoints.http.admin.user_mfa import UserMfaHandler
from entrypoints.http.admin.user_sessions import UserSessionHandlers
from entrypoints.http.admin.users import UserHandlers
from entrypoints.http.kit.route import Route, delete, get, on_surface, patch, post
from entrypoints.http.shared.handlers import SharedHandlers


@attrs.frozen(eq=False, kw_only=True, repr=False)
class AdminHandlers:
    """The handlers of the admin platform."""

    login: AdminLoginHandler
    me: AdminMeHandler
    users: UserHandlers
    user_lock: UserLockHandlers
    user_mfa: UserMfaHandler
    user_mails: UserMailHandlers
    user_sessions: UserSessionHandlers
    jobs: JobHandlers
    shared: SharedHandlers


def admin_routes(handlers: AdminHandlers) -> tuple[Route, ...]:
    """Returns the routes below ``/admin``."""
    shared, users, user_sessions = handlers.shared, handlers.users, handlers.user_sessions
    return on_surface(
        ADMIN,
        post("/auth/login", handlers.login.log_in),
        post("/auth/mfa", shared.mfa.complete),
        post("/auth/refresh", shared.refresh.refresh),
        post("/auth/logout", shared.logout.logout),
        post("/auth/logout-all", shared.logout.logout_all),
        post("/auth/forgot-password", shared.password_reset.forgot),
        post("/auth/reset-password", shared.password_reset.reset),
        get("/me", handlers.me.show),
        patch("/me", shared.me.edit),
        post("/me/password", shared.password_change.change),
        post("/me/email", shared.email_change.change),
        get("/me/sessions", shared.sessions.show),
        delete("/me/sessions", shared.sessions.end_others),
        delete("/me/sessions/{id}", shared.sessions.end),
        get("/me/factors", shared.factors.show),
        post("/me/factors/totp", shared.factors.add),
        post("/me/factors/{id}/confirm", shared.factors.confirm),
        delete("/me/factors/{id}", shared.factors.remove),
        post("/me/recovery-codes", shared.factors.renew),
        get("/users", users.search),
        post("/users", users.invite),
        get("/users/{id}", users.show),
        patch("/users/{id}", users.edit),
        delete("/users/{id}", users.delete),
        post("/users/{id}/lock", handlers.user_lock.lock),
        post("/users/{id}/unlock", handlers.user_lock.unlock),
        post("/users/{id}/reset-mfa", handlers.user_mfa.reset),
        post("/users/{id}/send-password-reset", handlers.user_mails.send_password_reset),
        post("/users/{id}/resend-invitation", handlers.user_mails.resend_invitation),
        get("/users/{id}/sessions", user_sessions.show),
        delete("/users/{id}/sessions", user_sessions.end_all),
        delete("/users/{id}/sessions/{sid}", user_sessions.end),
        get("/jobs", handlers.jobs.search),
        post("/jobs/{id}/retry", handlers.jobs.retry),
    )
