"""``GET /customer/me/export``."""

import attrs

from application.accounts.export_data import ExportData
from entrypoints.http.kit.endpoint import endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.kit.route import Route, get
from entrypoints.schemas.export.form import ExportForm


@attrs.frozen(eq=False, repr=False)
class DataExportHandler:
    """Exports all that is stored about a customer."""

    export_data: ExportData
    form: ExportForm

    @endpoint(operation_id="export_my_data", summary="All that is stored about me")
    async def export(self, request: EndpointRequest[None]) -> EndpointResponse:
        """Returns the data of the principal."""
        user_id = request.principal.user.pk
        data = await self.export_data(user_id, by=user_id)
        return EndpointResponse(self.form.represent(data, request.principal))

    def route(self, path: str) -> Route:
        """Returns the route of the export, whose members are those that the domains have."""
        return get(path, self.export).answering(self.form.body)
