"""``POST /<platform>/auth/refresh``."""

import attrs

from application.sessions.refresh_tokens import RefreshCommand, RefreshTokens
from domain.sessions.errors import TokenReused
from domain.shared_kernel.errors import ExpiredTokenException, InvalidTokenException, RevokedTokenException
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.endpoint import PUBLIC, endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.sign_in.refresh_cookies import RefreshCookieOrBody
from entrypoints.schemas.sessions import RefreshBody, TokenPairBody


@attrs.frozen(eq=False, repr=False)
class RefreshHandler:
    """Renews the tokens of a session."""

    platform: Platform
    refresh_tokens: RefreshTokens

    @endpoint(
        operation_id="refresh_tokens_{platform}",
        summary="Renew the tokens of a session",
        requires=PUBLIC,
        body=RefreshBody,
        answer=TokenPairBody,
        hooks=(RefreshCookieOrBody(),),
        errors=(InvalidTokenException, ExpiredTokenException, RevokedTokenException, TokenReused),
    )
    async def refresh(self, request: EndpointRequest[RefreshBody]) -> EndpointResponse:
        """Returns new tokens, the refresh token where the old one came from: the body or the cookie."""
        command = RefreshCommand(refresh_token=request.body.refresh_token, platform=self.platform)
        return EndpointResponse(TokenPairBody.of(await self.refresh_tokens(command)))
