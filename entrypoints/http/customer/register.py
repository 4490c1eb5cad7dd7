"""``POST /customer/auth/register``."""

import attrs

from application.accounts.register import Register
from application.accounts.register_undisclosed import RegisterUndisclosed
from application.accounts.services.register_command import RegisterCommand
from application.request_context import get_language
from domain.accounts.errors import EmailTaken
from entrypoints.http.kit.endpoint import PUBLIC, endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.rate_limits.policies import CHECKS_PASSWORDS_AND_SENDS_MAILS
from entrypoints.schemas.accounts import RegisterBody
from entrypoints.schemas.users import UserBody


@attrs.frozen(eq=False, repr=False)
class RegisterHandler:
    """Opens an account."""

    register: Register | RegisterUndisclosed

    @endpoint(
        operation_id="register_customer",
        limited=CHECKS_PASSWORDS_AND_SENDS_MAILS,
        summary="Open an account",
        requires=PUBLIC,
        body=RegisterBody,
        answer=UserBody,
        status=201,
        also={202: None},
        etag=True,
        errors=(EmailTaken,),
    )
    async def open_account(self, request: EndpointRequest[RegisterBody]) -> EndpointResponse:
        """Returns the new account, or 202 if the settings hide accounts."""
        person = request.body.person(get_language())
        user = await self.register(RegisterCommand(person=person, password=request.body.password))
        return EndpointResponse(UserBody.of(user), etag=user.version) if user else EndpointResponse(status=202)
