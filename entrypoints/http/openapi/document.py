"""The OpenAPI 3.1 document, generated from the routes that are served."""

from collections.abc import Sequence

from openapi_pydantic import OpenAPI
from pydantic.json_schema import JsonSchemaValue

from domain.access.permission import Permission
from entrypoints.http.kit.endpoint import PUBLIC
from entrypoints.http.kit.hooks import Site
from entrypoints.http.kit.route import Route
from entrypoints.http.openapi.headers import shared_headers
from entrypoints.http.openapi.json_schemas import JsonSchemas, json_schemas
from entrypoints.http.openapi.links import links_of
from entrypoints.http.openapi.parameters import parameters_of, shared_parameters
from entrypoints.http.openapi.problem_responses import shared_examples, shared_problem_responses
from entrypoints.http.openapi.problem_schema import ProblemBody
from entrypoints.http.openapi.responses import responses_of
from entrypoints.http.openapi.service_choices import ServiceChoices
from entrypoints.http.openapi.tags import tags_of

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


def openapi_document(routes: Sequence[Route], version: str, site: Site, choices: ServiceChoices) -> bytes:
    """Returns the document as JSON."""
    schemas = json_schemas(routes, choices)
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Nexus Cortex", "version": version, "description": _ABOUT},
        **({"servers": [{"url": site.base_path}]} if site.base_path else {}),
        "tags": tags_of(routes),
        "paths": _paths(routes, schemas, site),
        "components": _components(routes, schemas, site),
    }
    checked = OpenAPI.model_validate(document)
    return checked.model_dump_json(by_alias=True, exclude_none=True, exclude_unset=True).encode()


def _components(routes: Sequence[Route], schemas: JsonSchemas, site: Site) -> JsonSchemaValue:
    problems = shared_problem_responses(routes)
    any_problem = schemas.reference(ProblemBody, "serialization")
    return {
        "schemas": {**schemas.components, **{each.schema_name: each.schema(any_problem) for each in problems}},
        "responses": {problem.name: problem.response() for problem in problems},
        "examples": shared_examples(problems, site.public_url),
        "parameters": shared_parameters(routes, schemas, site),
        "headers": shared_headers(),
        "securitySchemes": {"bearer": _BEARER},
    }


def _paths(routes: Sequence[Route], schemas: JsonSchemas, site: Site) -> dict[str, JsonSchemaValue]:
    paths: dict[str, JsonSchemaValue] = {}
    for route in routes:
        operation = _operation(route, schemas, site)
        if links := links_of(route, routes):
            operation["responses"][str(route.endpoint.status)]["links"] = links
        paths.setdefault(route.path, {})[route.method.lower()] = operation
    return paths


def _operation(route: Route, schemas: JsonSchemas, site: Site) -> JsonSchemaValue:
    endpoint = route.endpoint
    operation: JsonSchemaValue = {
        "operationId": route.operation_id,
        "summary": endpoint.summary,
        "tags": [route.tag],
        "security": [] if endpoint.requires is PUBLIC else [{"bearer": []}],
        "parameters": parameters_of(route, schemas, site),
        "responses": responses_of(route, schemas),
    }
    if isinstance(endpoint.requires, Permission):
        operation["description"] = f"Requires the permission `{endpoint.requires}`."
    if endpoint.body:
        media_type = route.surface.body_form.media_type
        content = {media_type: {"schema": schemas.reference(endpoint.body, "validation")}}
        is_replaced = any(hook.replaces_body for hook in endpoint.hooks)
        required = not is_replaced and any(field.is_required() for field in endpoint.body.model_fields.values())
        operation["requestBody"] = {"required": required, "content": content}
    return operation
