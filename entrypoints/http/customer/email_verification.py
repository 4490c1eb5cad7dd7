import attrs

from application.accounts.confirm_email import ConfirmEmail, ConfirmEmailCommand
from application.accounts.resend_verification import ResendVerification
from domain.accounts.errors import InvalidLink, LinkSpent
from entrypoints.http.kit.endpoint import post
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.rate_limits.policies import SENDS_MAILS
from entrypoints.schemas.accounts import EmailBody, LinkBody


@attrs.frozen
class EmailHandlers:
    """Showing that an address is one's own."""

    confirming: ConfirmEmail
    resending: ResendVerification

    @post(
        "/auth/verify-email",
        operation_id="verify_email",
        summary="Confirm an address by the link that was mailed to it",
        public=True,
        body=LinkBody,
        status=204,
        errors=(InvalidLink, LinkSpent),
    )
    async def verify(self, request: EndpointRequest[LinkBody]) -> EndpointResponse:
        await self.confirming(ConfirmEmailCommand(token=request.body.token))
        return EndpointResponse()

    @post(
        "/auth/resend-verification",
        operation_id="resend_verification",
        limited=SENDS_MAILS,
        summary="Have that link mailed again",
        public=True,
        body=EmailBody,
        status=202,
    )
    async def resend(self, request: EndpointRequest[EmailBody]) -> EndpointResponse:
        await self.resending(request.body.email)
        return EndpointResponse()
