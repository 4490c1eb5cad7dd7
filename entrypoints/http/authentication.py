"""Who sends a request: the token in its headers, proved by the application."""

from abc import abstractmethod
from typing import Protocol

from aiohttp import web

from application.sessions.caller import Caller
from domain.shared_kernel.errors import AuthenticationException, InvalidTokenException
from domain.shared_kernel.platform import Platform


class Authenticate(Protocol):
    """Proves an access token against the stored session and account of this moment. Raises
    ``InvalidTokenException``, ``ExpiredTokenException`` or ``RevokedTokenException``."""

    @abstractmethod
    async def __call__(self, token: str, platform: Platform) -> Caller: ...


def bearer_token(request: web.BaseRequest) -> str:
    """The token of RFC 6750. Raises ``AuthenticationException`` where none was sent."""
    sent = request.headers.getall("Authorization", ())
    if len(sent) > 1:
        raise InvalidTokenException
    scheme, _, token = sent[0].partition(" ") if sent else ("", "", "")
    if scheme.lower() != "bearer" or not token.strip():
        raise AuthenticationException
    return token.strip()
