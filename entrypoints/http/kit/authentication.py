"""Authentication of requests by the bearer token in their headers (RFC 6750)."""

from collections.abc import Awaitable, Callable

import attrs
from aiohttp import web

from application.request_context import set_language, set_user_id
from application.sessions.services.principal import Principal
from domain.shared_kernel.errors import AuthenticationException, InvalidTokenException
from domain.shared_kernel.platform import Platform

Authenticate = Callable[[str, Platform], Awaitable[Principal]]
"""Proves an access token against the stored session and account of this moment. Raises ``InvalidTokenException``,
``ExpiredTokenException`` or ``RevokedTokenException``."""

LANGUAGE_IS_OPEN = web.RequestKey("language_is_open", bool)
"""Set on a request: whether it names no language that can be answered in."""


def bearer_token(request: web.BaseRequest) -> str:
    """Returns the token of RFC 6750. Raises ``AuthenticationException`` where none was sent, and
    ``InvalidTokenException`` where several were."""
    sent = request.headers.getall("Authorization", ())
    if len(sent) > 1:
        raise InvalidTokenException
    scheme, _, token = sent[0].partition(" ") if sent else ("", "", "")
    if scheme.lower() != "bearer" or not token.strip():
        raise AuthenticationException
    return token.strip()


@attrs.frozen
class RequestAuthenticator:
    """Authenticates requests to one platform."""

    authenticate: Authenticate
    platform: Platform

    async def __call__(self, request: web.Request) -> Principal:
        """Returns the principal, and switches to their language unless the request asked for one."""
        principal = await self.authenticate(bearer_token(request), self.platform)
        set_user_id(principal.user.pk)
        if request[LANGUAGE_IS_OPEN]:
            set_language(principal.user.language)
        return principal
