"""The bearer token in the headers of a request (RFC 6750)."""

from aiohttp import web

from domain.shared_kernel.errors import AuthenticationException, InvalidTokenException


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
