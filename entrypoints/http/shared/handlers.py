"""The handlers that both platforms have, one instance for each."""

import attrs

from entrypoints.http.shared.email_change import EmailChangeHandler
from entrypoints.http.shared.factors import FactorHandlers
from entrypoints.http.shared.logout import LogoutHandlers
from entrypoints.http.shared.me import MeHandlers
from entrypoints.http.shared.mfa import MfaHandler
from entrypoints.http.shared.password_change import PasswordChangeHandler
from entrypoints.http.shared.password_reset import PasswordResetHandlers
from entrypoints.http.shared.refresh import RefreshHandler
from entrypoints.http.shared.sessions import SessionHandlers


@attrs.frozen(eq=False, kw_only=True, repr=False)
class SharedHandlers:
    """The handlers that customers and staff share."""

    refresh: RefreshHandler
    mfa: MfaHandler
    logout: LogoutHandlers
    password_reset: PasswordResetHandlers
    me: MeHandlers
    password_change: PasswordChangeHandler
    email_change: EmailChangeHandler
    sessions: SessionHandlers
    factors: FactorHandlers
