"""Somebody who reads pages of the service, or the same as JSON."""

from collections.abc import Mapping
from typing import Any

import attrs

from tests.support.html import Page
from tests.system.api.conftest import Service

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
"""What browsers send as ``Accept``."""


@attrs.frozen
class EndpointResponse:
    status: int
    headers: Mapping[str, str]
    page: Page
    json: Any


@attrs.frozen
class Reader:
    service: Service

    async def get(self, path: str, **headers: str) -> EndpointResponse:
        """What is at an address of the service."""
        client = self.service.client
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        async with client.http.get(f"{client.origin}{path}", headers=sent) as response:
            is_json = "json" in response.content_type
            page = Page("" if is_json else await response.text())
            return EndpointResponse(response.status, response.headers, page, await response.json() if is_json else None)
