"""``POST /<platform>/me/email``."""

import attrs

from application.accounts.request_email_change import RequestEmailChange, RequestEmailChangeCommand
from domain.accounts.errors import WrongPassword
from entrypoints.http.kit.endpoint import endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.rate_limits.policies import CHECKS_PASSWORDS_AND_SENDS_MAILS
from entrypoints.schemas.accounts import EmailChangeBody


@attrs.frozen(eq=False, repr=False)
class EmailChangeHandler:
    """Begins a change of address."""

    request_email_change: RequestEmailChange

    @endpoint(
        operation_id="change_my_email_{platform}",
        limited=CHECKS_PASSWORDS_AND_SENDS_MAILS,
        summary="Change my address, once it is confirmed",
        body=EmailChangeBody,
        status=202,
        errors=(WrongPassword,),
    )
    async def change(self, request: EndpointRequest[EmailChangeBody]) -> EndpointResponse:
        """Enqueues the mail with the link that changes the address."""
        await self.request_email_change(
            RequestEmailChangeCommand(
                user_id=request.principal.user.pk,
                session_id=request.principal.session.pk,
                new_email=request.body.new_email,
                password=request.body.password,
            )
        )
        return EndpointResponse()
