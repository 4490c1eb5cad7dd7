import attrs

from application.accounts.confirm_email import ConfirmEmail, EmailConfirmation
from application.accounts.request_email_change import EmailChange, RequestEmailChange
from application.accounts.resend_verification import ResendVerification
from domain.accounts.errors import InvalidLink, LinkSpent, WrongPassword
from entrypoints.http.call import Answer, Call
from entrypoints.http.endpoint import post
from entrypoints.http.limit import CHECKS_PASSWORDS_AND_SENDS_MAILS, SENDS_MAILS
from entrypoints.http.schemas.accounts import EmailBody, EmailChangeBody, LinkBody


@attrs.frozen
class EmailHandlers:
    """Showing that an address is one's own, and changing it."""

    confirming: ConfirmEmail
    resending: ResendVerification
    changing: RequestEmailChange

    @post(
        "/auth/verify-email",
        summary="Confirm an address by the link that was mailed to it",
        public=True,
        body=LinkBody,
        status=204,
        errors=(InvalidLink, LinkSpent),
    )
    async def verify(self, call: Call[LinkBody]) -> Answer:
        await self.confirming(EmailConfirmation(token=call.body.token))
        return Answer()

    @post(
        "/auth/resend-verification",
        limited=SENDS_MAILS,
        summary="Have that link mailed again",
        public=True,
        body=EmailBody,
        status=202,
    )
    async def resend(self, call: Call[EmailBody]) -> Answer:
        await self.resending(call.body.email)
        return Answer()

    @post(
        "/me/email",
        limited=CHECKS_PASSWORDS_AND_SENDS_MAILS,
        summary="Change my address, once it is confirmed",
        body=EmailChangeBody,
        status=202,
        errors=(WrongPassword,),
    )
    async def change(self, call: Call[EmailChangeBody]) -> Answer:
        await self.changing(
            EmailChange(
                user_id=call.caller.user.pk,
                session_id=call.caller.session.pk,
                new_email=call.body.new_email,
                password=call.body.password,
            )
        )
        return Answer()
