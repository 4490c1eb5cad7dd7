"""Authentication of requests by the bearer token in their headers (RFC 6750)."""

from collections.abc import Awaitable, Callable

import attrs
from aiohttp import web

from application.request_context import set_language, set_user_id
from application.sessions.services.principal import Principal
from domain.access.permission import Permission
from domain.credentials.errors import MfaEnrolmentRequired
from domain.shared_kernel.errors import AuthenticationException, InvalidTokenException
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.endpoint import SIGNED_IN, Requirement

Authenticate = Callable[[str, Platform], Awaitable[Principal]]
"""Proves an access token against the stored session and account of this moment. Raises ``InvalidTokenException``,
``ExpiredTokenException`` or ``RevokedTokenException``."""

USES_LANGUAGE_OF_ACCOUNT = web.RequestKey("language_is_open", bool)
"""Request key: true if the request names no supported language, so that the account's language applies once it is
known."""


def bearer_token(request: web.BaseRequest) -> str:
    """Returns the bearer token of a request (RFC 6750, 2.1). Raises ``AuthenticationException`` if there is none, and
    ``InvalidTokenException`` if there are several."""
    sent = request.headers.getall("Authorization", ())
    if len(sent) > 1:
        raise InvalidTokenException
    scheme, _, token = sent[0].partition(" ") if sent else ("", "", "")
    if scheme.lower() != "bearer" or not token.strip():
        raise AuthenticationException
    return token.strip()


@attrs.frozen
class RequestAuthenticator:
    """Authenticates the requests to one platform, and checks the permission that ``requires`` names, if it does.
    ``requires_factor`` refuses accounts without a second factor."""

    authenticate: Authenticate
    platform: Platform
    requires: Requirement = SIGNED_IN
    requires_factor: bool = False

    async def __call__(self, request: web.Request) -> Principal:
        """Returns the principal and, unless the request asked for a language, switches to the principal's. Raises
        ``AuthenticationException`` without a token, what ``Authenticate`` raises, ``MfaEnrolmentRequired`` and
        ``PermissionDenied``."""
        principal = await self.authenticate(bearer_token(request), self.platform)
        set_user_id(principal.user.pk)
        if request[USES_LANGUAGE_OF_ACCOUNT]:
            set_language(principal.user.language)
        if self.requires_factor and not principal.user.has_mfa:
            raise MfaEnrolmentRequired
        if isinstance(self.requires, Permission):
            principal.user.require_permission(self.requires)
        return principal
