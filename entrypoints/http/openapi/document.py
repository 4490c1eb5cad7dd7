"""The OpenAPI 3.1 document, made of the endpoints that are served."""

from collections.abc import Iterable, Sequence

from openapi_pydantic import OpenAPI
from pydantic.json_schema import JsonSchemaValue

from entrypoints.http.endpoint import Access
from entrypoints.http.openapi.json_schemas import JsonSchemas, json_schemas
from entrypoints.http.openapi.links import links_of, operation_id
from entrypoints.http.openapi.parameters import parameters_of, shared_parameters
from entrypoints.http.openapi.responses import responses_of, shared_headers
from entrypoints.http.refresh_cookies import RefreshCookies
from entrypoints.http.routes import Route

_BEARER = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "The `access_token` of a login on the same platform",
}
_ABOUT = """\
Customers use what is under `/customer`, staff what is under `/admin`; each request names its platform in `X-Source`.
Open an account, sign in, and give the `access_token` of the answer as a bearer token: it is good for that platform.
Errors are problem documents (RFC 9457); switch on their `code`."""


def openapi_document(routes: Sequence[Route], version: str, cookies: RefreshCookies) -> bytes:
    """The document as JSON."""
    schemas = json_schemas(routes)
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Nexus Cortex", "version": version, "description": _ABOUT},
        "tags": [{"name": tag} for tag in _tags(routes)],
        "paths": _paths(routes, schemas, cookies),
        "components": {
            "schemas": schemas.components,
            "parameters": shared_parameters(),
            "headers": shared_headers(),
            "securitySchemes": {"bearer": _BEARER},
        },
    }
    checked = OpenAPI.model_validate(document)
    return checked.model_dump_json(by_alias=True, exclude_none=True, exclude_unset=True).encode()


def _tags(routes: Sequence[Route]) -> Iterable[str]:
    """What people came for first."""
    return dict.fromkeys(route.tag for route in sorted(routes, key=lambda route: route.platform is None))


def _paths(routes: Sequence[Route], schemas: JsonSchemas, cookies: RefreshCookies) -> dict[str, JsonSchemaValue]:
    paths: dict[str, JsonSchemaValue] = {}
    for route in routes:
        operation = _operation(route, schemas, cookies)
        if links := links_of(route, routes):
            operation["responses"][str(route.endpoint.status)]["links"] = links
        paths.setdefault(route.path, {})[route.endpoint.method.lower()] = operation
    return paths


def _operation(route: Route, schemas: JsonSchemas, cookies: RefreshCookies) -> JsonSchemaValue:
    endpoint = route.endpoint
    operation: JsonSchemaValue = {
        "operationId": operation_id(route),
        "summary": endpoint.summary,
        "tags": [route.tag],
        "security": [{"bearer": []}] if endpoint.access is Access.SIGNED_IN else [],
        "parameters": parameters_of(route, schemas, cookies),
        "responses": responses_of(route, schemas),
    }
    if endpoint.body:
        content = {"application/json": {"schema": schemas.reference(endpoint.body, "validation")}}
        required = not endpoint.takes_cookie and any(
            field.is_required() for field in endpoint.body.model_fields.values()
        )
        operation["requestBody"] = {"required": required, "content": content}
    return operation
