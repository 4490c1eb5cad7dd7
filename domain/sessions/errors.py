"""Errors of sessions.

AuthenticationException
└── RevokedTokenException
    └── TokenReused
"""

from domain.shared_kernel.errors import RevokedTokenException
from domain.shared_kernel.messages import lazy_gettext as _


class TokenReused(RevokedTokenException):
    """A replaced refresh token was presented again, which only a thief does, or the victim after the thief."""

    code = "token_reused"
    default_message = _("This session was ended for your safety. Please sign in again")
    when = _("A refresh token was used twice. As it may have been stolen, the whole session was ended")
    remedy = _("Sign in again. Keep only the newest refresh token, and never refresh twice at the same time")
