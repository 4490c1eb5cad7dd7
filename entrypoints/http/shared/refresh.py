"""``POST /<platform>/auth/refresh``."""

import attrs

from application.sessions.refresh_tokens import RefreshCommand, RefreshTokens
from domain.sessions.errors import TokenReused
from domain.shared_kernel.errors import ExpiredTokenException, InvalidTokenException, RevokedTokenException
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.endpoint import endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.sign_in.refresh_cookies import RefreshCookies
from entrypoints.schemas.sessions import RefreshBody, RefreshIn, TokenPairBody


@attrs.frozen
class RefreshHandler:
    """Renews the tokens of a session."""

    platform: Platform
    refresh_tokens: RefreshTokens
    cookies: RefreshCookies

    @endpoint(
        operation_id="refresh_tokens_{platform}",
        summary="Renew the tokens of a session",
        public=True,
        body=RefreshBody,
        answer=TokenPairBody,
        takes_cookie=True,
        gives_cookie=True,
        errors=(InvalidTokenException, ExpiredTokenException, RevokedTokenException, TokenReused),
    )
    async def refresh(self, request: EndpointRequest[RefreshBody]) -> EndpointResponse:
        """Returns new tokens, the refresh token where the old one came from: the body or the cookie."""
        command = RefreshCommand(refresh_token=request.body.refresh_token, platform=self.platform)
        place = RefreshIn.COOKIE if request.token_in_cookie else RefreshIn.BODY
        return self.cookies.answer(request, await self.refresh_tokens(command), self.platform, place)
