"""Renders the responses of handlers as HTTP responses."""

from collections.abc import Mapping
from typing import Self

import attrs
from aiohttp import web
from multidict import CIMultiDict

from entrypoints.http.kit.default_headers import DEFAULT_HEADERS
from entrypoints.http.kit.endpoint import Endpoint
from entrypoints.http.kit.preconditions import entity_tag
from entrypoints.http.kit.request import EndpointResponse

_REUSABLE: Mapping[str, str] = {"Cache-Control": "no-cache"}
_ACCEPTED = 202


@attrs.frozen(eq=False, repr=False)
class Responder:
    """Renders the responses of one endpoint; ``status`` and ``headers`` are their defaults;
    ``base_path`` is what a ``Location`` begins with."""

    status: int
    headers: "CIMultiDict[str]"
    base_path: str = ""

    @classmethod
    def of(cls, endpoint: Endpoint, base_path: str = "") -> Self:
        """Returns the responder of an endpoint."""
        headers = DEFAULT_HEADERS.copy()
        headers.update({} if endpoint.no_store else _REUSABLE)
        return cls(endpoint.status, headers, base_path)

    def __call__(self, answer: EndpointResponse) -> web.Response:
        """Returns the HTTP response, with a JSON body if there is one."""
        status = answer.status or self.status
        body = _json(answer, status)
        response = web.Response(body=body, status=status, headers=self.headers)
        headers = response.headers
        if answer.headers:
            headers.update(answer.headers)
        if answer.etag is not None:
            headers["ETag"] = entity_tag(answer.etag)
        if answer.location is not None:
            headers["Location"] = f"{self.base_path}{answer.location}"
        if body:
            headers.setdefault("Content-Type", "application/json")
        for line in answer.cookies:
            headers.add("Set-Cookie", line)
        return response


def _json(answer: EndpointResponse, status: int) -> bytes | None:
    """Returns the body as JSON. A 202 without a body has an empty object."""
    if answer.body is None:
        return b"{}" if status == _ACCEPTED else None
    if isinstance(answer.body, bytes):
        return answer.body
    return answer.body.__pydantic_serializer__.to_json(answer.body)
