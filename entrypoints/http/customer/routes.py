"""The customer platform's table of contents: every method, path and handler."""

import attrs

from entrypoints.http.customer.account_deletion import AccountDeletionHandler
from entrypoints.http.customer.data_export import DataExportHandler
from entrypoints.http.customer.email_verification import EmailVerificationHandlers
from entrypoints.http.customer.login import CustomerLoginHandler
from entrypoints.http.customer.register import RegisterHandler
from entrypoints.http.customer.surface import CUSTOMER
from entrypoints.http.kit.route import Route, delete, get, on_surface, patch, post
from entrypoints.http.shared.handlers import SharedHandlers


@attrs.frozen(eq=False, kw_only=True, repr=False)
class CustomerHandlers:
    """The handlers of the customer platform."""

    register: RegisterHandler
    login: CustomerLoginHandler
    email_verification: EmailVerificationHandlers
    data_export: DataExportHandler
    account_deletion: AccountDeletionHandler
    shared: SharedHandlers


def customer_routes(handlers: CustomerHandlers) -> tuple[Route, ...]:
    """Returns the routes below ``/customer``."""
    shared, verification = handlers.shared, handlers.email_verification
    return on_surface(
        CUSTOMER,
        post("/auth/register", handlers.register.open_account),
        post("/auth/login", handlers.login.log_in),
        post("/auth/mfa", shared.mfa.complete),
        post("/auth/refresh", shared.refresh.refresh),
        post("/auth/logout", shared.logout.logout),
        post("/auth/logout-all", shared.logout.logout_all),
        post("/auth/forgot-password", shared.password_reset.forgot),
        post("/auth/reset-password", shared.password_reset.reset),
        get("/me", shared.me.show),
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
        post("/auth/verify-email", verification.verify),
        post("/auth/resend-verification", verification.resend),
        handlers.data_export.route("/me/export"),
        post("/me/delete", handlers.account_deletion.delete),
    )
