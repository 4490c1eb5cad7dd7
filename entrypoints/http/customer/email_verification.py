"""``POST /customer/auth/verify-email`` and ``resend-verification``."""

import attrs

from application.accounts.confirm_email import ConfirmEmail, ConfirmEmailCommand
from application.accounts.resend_verification import ResendVerification
from domain.accounts.errors import InvalidLink, LinkSpent
from entrypoints.http.kit.endpoint import PUBLIC, endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.rate_limits.policies import SENDS_MAILS
from entrypoints.schemas.accounts import EmailBody, LinkBody


@attrs.frozen(eq=False, repr=False)
class EmailVerificationHandlers:
    """Confirm an address, and mail the link for it again."""

    confirm_email: ConfirmEmail
    resend_verification: ResendVerification

    @endpoint(
        operation_id="verify_email",
        summary="Confirm an address by the link that was mailed to it",
        requires=PUBLIC,
        body=LinkBody,
        status=204,
        errors=(InvalidLink, LinkSpent),
    )
    async def verify(self, request: EndpointRequest[LinkBody]) -> EndpointResponse:
        """Confirms the address, and spends the link."""
        await self.confirm_email(ConfirmEmailCommand(token=request.body.token))
        return EndpointResponse()

    @endpoint(
        operation_id="resend_verification",
        limited=SENDS_MAILS,
        summary="Have that link mailed again",
        requires=PUBLIC,
        body=EmailBody,
        status=202,
    )
    async def resend(self, request: EndpointRequest[EmailBody]) -> EndpointResponse:
        """Returns 202, whether or not a mail is due, so that no account is revealed."""
        await self.resend_verification(request.body.email)
        return EndpointResponse()
