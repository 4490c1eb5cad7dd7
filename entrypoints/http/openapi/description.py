from collections.abc import Callable

import attrs

from entrypoints.http.kit.endpoint import PUBLIC, endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse


@attrs.frozen(eq=False, repr=False)
class ApiDescription:
    """``GET /openapi.json``. ``describe`` returns the document and should cache it, as it is slow."""

    describe: Callable[[], bytes]

    @endpoint(
        operation_id="get_openapi_document",
        requires=PUBLIC,
        no_store=False,
        tag="docs",
        summary="This document",
    )
    async def read(self, request: EndpointRequest[None]) -> EndpointResponse:
        """Returns the OpenAPI document."""
        return EndpointResponse(self.describe())
