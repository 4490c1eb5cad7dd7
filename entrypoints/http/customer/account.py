import attrs

from application.accounts.delete_account import DeleteAccount, DeleteAccountCommand
from application.sessions.export_data import ExportData
from domain.accounts.errors import LastStaffMember, WrongPassword
from entrypoints.http.kit.endpoint import get, post
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.rate_limits.policies import CHECKS_PASSWORDS
from entrypoints.schemas.accounts import FarewellBody
from entrypoints.schemas.export import ExportBody


@attrs.frozen
class AccountHandlers:
    """A customer's account as a whole: taking it along, and leaving."""

    exporting: ExportData
    deleting: DeleteAccount

    @get("/me/export", operation_id="export_my_data", summary="All that is stored about me", answer=ExportBody)
    async def export(self, request: EndpointRequest[None]) -> EndpointResponse:
        return EndpointResponse(ExportBody.of(await self.exporting(request.principal.user.pk), request.principal))

    @post(
        "/me/delete",
        operation_id="delete_my_account",
        limited=CHECKS_PASSWORDS,
        summary="Delete my account and all that is personal about it",
        body=FarewellBody,
        status=204,
        errors=(WrongPassword, LastStaffMember),
    )
    async def delete(self, request: EndpointRequest[FarewellBody]) -> EndpointResponse:
        principal = request.principal
        command = DeleteAccountCommand(
            user_id=principal.user.pk, session_id=principal.session.pk, password=request.body.password
        )
        await self.deleting(command)
        return EndpointResponse()
