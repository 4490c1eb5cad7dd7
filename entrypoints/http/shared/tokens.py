import attrs

from application.sessions.log_out import LogOut, LogOutCommand
from application.sessions.log_out_everywhere import LogOutEverywhere
from application.sessions.refresh_tokens import RefreshCommand, RefreshTokens
from domain.sessions.errors import TokenReused
from domain.shared_kernel.errors import ExpiredTokenException, InvalidTokenException, RevokedTokenException
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.endpoint import post
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.sign_in.refresh_cookies import RefreshCookies
from entrypoints.schemas.sessions import RefreshBody, RefreshIn, TokenPairBody


@attrs.frozen
class TokenHandlers:
    """Staying signed in, and signing out."""

    platform: Platform
    refreshing: RefreshTokens
    logging_out: LogOut
    logging_out_everywhere: LogOutEverywhere
    cookies: RefreshCookies

    @post(
        "/auth/refresh",
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
        renewal = RefreshCommand(refresh_token=request.body.refresh_token, platform=self.platform)
        place = RefreshIn.COOKIE if request.token_in_cookie else RefreshIn.BODY
        return self.cookies.answer(request, await self.refreshing(renewal), self.platform, place)

    @post(
        "/auth/logout",
        operation_id="logout_{platform}",
        summary="Sign out",
        public=True,
        body=RefreshBody,
        status=204,
        takes_cookie=True,
        gives_cookie=True,
        errors=(InvalidTokenException,),
    )
    async def log_out(self, request: EndpointRequest[RefreshBody]) -> EndpointResponse:
        await self.logging_out(LogOutCommand(refresh_token=request.body.refresh_token, platform=self.platform))
        return self.cookies.farewell(request, self.platform)

    @post(
        "/auth/logout-all",
        operation_id="logout_everywhere_{platform}",
        summary="Sign out on all devices, on both platforms",
        status=204,
    )
    async def log_out_everywhere(self, request: EndpointRequest[None]) -> EndpointResponse:
        await self.logging_out_everywhere(request.principal.user.pk)
        return EndpointResponse()
