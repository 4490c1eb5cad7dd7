"""``POST /customer/me/delete``."""

import attrs

from application.accounts.delete_account import DeleteAccount, DeleteAccountCommand
from domain.accounts.errors import LastStaffMember, WrongPassword
from entrypoints.http.kit.endpoint import endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.rate_limits.policies import CHECKS_PASSWORDS
from entrypoints.schemas.accounts import FarewellBody


@attrs.frozen(eq=False, repr=False)
class AccountDeletionHandler:
    """Deletes a customer's own account."""

    delete_account: DeleteAccount

    @endpoint(
        operation_id="delete_my_account",
        limited=CHECKS_PASSWORDS,
        summary="Delete my account and all that is personal about it",
        body=FarewellBody,
        status=204,
        errors=(WrongPassword, LastStaffMember),
    )
    async def delete(self, request: EndpointRequest[FarewellBody]) -> EndpointResponse:
        """Deletes the account of the principal, once its password is confirmed."""
        principal = request.principal
        command = DeleteAccountCommand(
            user_id=principal.user.pk, session_id=principal.session.pk, password=request.body.password
        )
        await self.delete_account(command)
        return EndpointResponse()
