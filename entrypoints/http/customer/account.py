import attrs

from application.accounts.delete_account import DeleteAccount, Farewell
from application.sessions.export_data import ExportData
from domain.accounts.errors import LastStaffMember, WrongPassword
from entrypoints.http.call import Answer, Call
from entrypoints.http.endpoint import get, post
from entrypoints.http.schemas.accounts import FarewellBody
from entrypoints.http.schemas.export import ExportBody


@attrs.frozen
class AccountHandlers:
    """A customer's account as a whole: taking it along, and leaving."""

    exporting: ExportData
    deleting: DeleteAccount

    @get("/me/export", summary="All that is stored about me", answer=ExportBody)
    async def export(self, call: Call[None]) -> Answer:
        return Answer(ExportBody.of(await self.exporting(call.caller.user.pk), call.caller))

    @post(
        "/me/delete",
        summary="Delete my account and all that is personal about it",
        body=FarewellBody,
        status=204,
        errors=(WrongPassword, LastStaffMember),
    )
    async def delete(self, call: Call[FarewellBody]) -> Answer:
        await self.deleting(Farewell(user_id=call.caller.user.pk, password=call.body.password))
        return Answer()
