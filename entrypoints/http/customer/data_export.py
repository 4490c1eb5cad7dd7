"""``GET /customer/me/export``."""

import attrs

from application.sessions.export_data import ExportData
from entrypoints.http.kit.endpoint import endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.schemas.export import ExportBody


@attrs.frozen
class DataExportHandler:
    """Exports all that is stored about a customer."""

    export_data: ExportData

    @endpoint(operation_id="export_my_data", summary="All that is stored about me", answer=ExportBody)
    async def export(self, request: EndpointRequest[None]) -> EndpointResponse:
        """Returns the data of the principal."""
        return EndpointResponse(ExportBody.of(await self.export_data(request.principal.user.pk), request.principal))
