"""``POST /<platform>/auth/logout`` and ``logout-all``."""

import attrs

from application.sessions.log_out import LogOut, LogOutCommand
from application.sessions.log_out_everywhere import LogOutEverywhere
from domain.shared_kernel.errors import InvalidTokenException
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.endpoint import PUBLIC, endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.sign_in.refresh_cookies import RefreshCookieOrBody
from entrypoints.schemas.sessions import RefreshBody


@attrs.frozen(eq=False, repr=False)
class LogoutHandlers:
    """Sign a person out on one device, or on all of them."""

    platform: Platform
    log_out: LogOut
    log_out_everywhere: LogOutEverywhere

    @endpoint(
        operation_id="logout_{platform}",
        summary="Sign out",
        requires=PUBLIC,
        body=RefreshBody,
        status=204,
        hooks=(RefreshCookieOrBody(),),
        errors=(InvalidTokenException,),
    )
    async def logout(self, request: EndpointRequest[RefreshBody]) -> EndpointResponse:
        """Ends the session of the refresh token, and removes its cookie."""
        await self.log_out(LogOutCommand(refresh_token=request.body.refresh_token, platform=self.platform))
        return EndpointResponse()

    @endpoint(
        operation_id="logout_everywhere_{platform}",
        summary="Sign out on all devices, on both platforms",
        status=204,
        before_enrolment=True,
    )
    async def logout_all(self, request: EndpointRequest[None]) -> EndpointResponse:
        """Ends every session of the principal."""
        await self.log_out_everywhere(request.principal.user.pk)
        return EndpointResponse()
