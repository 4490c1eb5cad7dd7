"""Links (OpenAPI 3.1, 4.8.20) from a response to the operations on what it names."""

from collections.abc import Iterator, Sequence

from pydantic.json_schema import JsonSchemaValue

from entrypoints.http.kit.endpoint import Endpoint
from entrypoints.http.kit.route import Route
from entrypoints.schemas.listing import Listing


def links_of(route: Route, routes: Sequence[Route]) -> dict[str, JsonSchemaValue]:
    """Returns the links of the usual response, by the ``operation_id`` of their target."""
    named = _named(route.endpoint)
    return {target.operation_id: _link(route, target, named) for target in _below(route, routes)} if named else {}


def _named(endpoint: Endpoint) -> str | None:
    """Returns the expression for the id in a response: of what was created, or of the first item of a list."""
    answer = endpoint.answer
    if answer is None:
        return None
    if issubclass(answer, Listing):
        return "$response.body#/items/0/id"
    return "$response.body#/id" if endpoint.location else None


def _below(route: Route, routes: Sequence[Route]) -> Iterator[Route]:
    for other in routes:
        if other.path.startswith(f"{route.path}/{{") and len(other.parameters) == len(route.parameters) + 1:
            yield other


def _link(route: Route, target: Route, named: str) -> JsonSchemaValue:
    handed_on = {name: f"$request.path.{name}" for name in route.parameters}
    return {"operationId": target.operation_id, "parameters": {**handed_on, target.parameters[-1]: named}}
