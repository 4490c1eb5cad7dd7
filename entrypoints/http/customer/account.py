import attrs

from application.accounts.delete_account import DeleteAccount, Farewell
from application.sessions.export_data import ExportData
from domain.accounts.errors import LastStaffMember, WrongPassword
from entrypoints.http.kit.endpoint import get, post
from entrypoints.http.kit.request import Answer, Call
from entrypoints.http.rate_limits.policies import CHECKS_PASSWORDS
from entrypoints.schemas.accounts import FarewellBody
from entrypoints.schemas.export import ExportBody


@attrs.frozen
class AccountHandlers:
    """A customer's account as a whole: taking it along, and leaving."""

    exporting: ExportData
    deleting: DeleteAccount

    @get("/me/export", operation_id="export_my_data", summary="All that is stored about me", answer=ExportBody)
    async def export(self, call: Call[None]) -> Answer:
        return Answer(ExportBody.of(await self.exporting(call.caller.user.pk), call.caller))

    @post(
        "/me/delete",
        operation_id="delete_my_account",
        limited=CHECKS_PASSWORDS,
        summary="Delete my account and all that is personal about it",
        body=FarewellBody,
        status=204,
        errors=(WrongPassword, LastStaffMember),
    )
    async def delete(self, call: Call[FarewellBody]) -> Answer:
        caller = call.caller
        order = Farewell(user_id=caller.user.pk, session_id=caller.session.pk, password=call.body.password)
        await self.deleting(order)
        return Answer()
