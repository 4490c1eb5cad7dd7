"""``POST /<platform>/auth/mfa``."""

import attrs

from application.credentials.services.second_step import ChallengeAnswer
from application.sessions.complete_log_in import CompleteLogIn, CompleteLogInCommand
from domain.credentials.errors import FactorsLocked, InvalidChallenge, InvalidCode
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.endpoint import PUBLIC, endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.rate_limits.policies import CHECKS_PASSWORDS
from entrypoints.http.sign_in.device_cookies import DeviceToken, KnownDevice
from entrypoints.http.sign_in.refresh_cookies import RefreshCookie
from entrypoints.schemas.factors import MfaBody
from entrypoints.schemas.sessions import TokenPairBody


@attrs.frozen(eq=False, repr=False)
class MfaHandler:
    """Completes a login by a second factor."""

    platform: Platform
    complete_log_in: CompleteLogIn

    @endpoint(
        operation_id="complete_login_{platform}",
        limited=CHECKS_PASSWORDS,
        summary="Complete a login by a second factor",
        requires=PUBLIC,
        body=MfaBody,
        answer=TokenPairBody,
        hooks=(RefreshCookie(), KnownDevice()),
        errors=(InvalidCode, InvalidChallenge, FactorsLocked),
    )
    async def complete(self, request: EndpointRequest[MfaBody]) -> EndpointResponse:
        """Returns the tokens of a new session; the device is known."""
        body = request.body
        answer = ChallengeAnswer(challenge=body.challenge, method=body.method, code=body.code, platform=self.platform)
        signed_in = await self.complete_log_in(CompleteLogInCommand(answer=answer, device=request.device))
        return EndpointResponse(TokenPairBody.of(signed_in.tokens), notes=(DeviceToken(signed_in.device_token),))
