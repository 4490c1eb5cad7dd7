"""Authentication of requests by an access token."""

from collections.abc import Awaitable, Callable

import attrs
from aiohttp import web

from application.request_context import set_language, set_principal
from application.sessions.services.principal import Principal
from domain.access.permission import Permission
from domain.credentials.errors import MfaEnrolmentRequired
from domain.shared_kernel.language import Languages
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.bearer_token import bearer_token
from entrypoints.http.kit.endpoint import SIGNED_IN, Requirement

Authenticate = Callable[[str, Platform], Awaitable[Principal]]
"""Proves an access token against the stored session and account of this moment. Raises ``InvalidTokenException``,
``ExpiredTokenException`` or ``RevokedTokenException``."""

USES_LANGUAGE_OF_ACCOUNT = web.RequestKey("language_is_open", bool)
"""Request key: true if the request names no supported language, so that the account's language applies once it is
known."""


@attrs.frozen(eq=False, repr=False)
class RequestAuthenticator:
    """Authenticates the requests to one platform by the token that ``read_token`` finds, and checks the permission that
    ``requires`` names, if it does. ``requires_factor`` refuses accounts without a second factor."""

    authenticate: Authenticate
    platform: Platform
    languages: Languages
    requires: Requirement = SIGNED_IN
    requires_factor: bool = False
    read_token: Callable[[web.BaseRequest], str] = bearer_token

    async def __call__(self, request: web.Request) -> Principal:
        """Returns the principal and, unless the request asked for a language, switches to the principal's. Raises
        ``AuthenticationException`` without a token, what ``Authenticate`` raises, ``MfaEnrolmentRequired`` and
        ``PermissionDenied``."""
        principal = await self.authenticate(self.read_token(request), self.platform)
        set_principal(principal.user.pk, principal.session.pk)
        if request[USES_LANGUAGE_OF_ACCOUNT]:
            set_language(self.languages.spoken(principal.user.language))
        if self.requires_factor and not principal.user.has_mfa:
            raise MfaEnrolmentRequired
        if isinstance(self.requires, Permission):
            principal.user.require_permission(self.requires)
        return principal
