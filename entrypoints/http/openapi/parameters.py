"""Parameters: path, query, headers and cookies. Those of many requests are described once."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic.json_schema import JsonSchemaValue

from domain.shared_kernel.language import Languages
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.hooks import Site
from entrypoints.http.kit.route import Route
from entrypoints.http.openapi.json_schemas import JsonSchemas


def shared_parameters(routes: Sequence[Route], schemas: JsonSchemas, site: Site) -> dict[str, JsonSchemaValue]:
    """Returns ``components/parameters``."""
    return {
        **_shared_headers(schemas.choices.languages),
        **{name: parameter for route in routes for name, parameter in _of_hooks(route, site).items()},
        **{_path_name(name): _path(name) for route in routes for name in route.parameters},
        **{_query_name(name): _query(name, schema) for name, schema in schemas.of_lists.items()},
    }


def parameters_of(route: Route, schemas: JsonSchemas, site: Site) -> list[JsonSchemaValue]:
    """Returns the parameters of an endpoint, the shared ones by reference."""
    paths = (_reference(_path_name(name)) for name in route.parameters)
    headers = map(_reference, _headers_of(route))
    of_hooks = map(_reference, _of_hooks(route, site))
    return [*paths, *_queries_of(route, schemas), *headers, *of_hooks]


def _of_hooks(route: Route, site: Site) -> dict[str, JsonSchemaValue]:
    """Returns the parameters that the hooks of a route read, by their names under ``components``."""
    platform = route.platform
    if platform is None:
        return {}
    return {name: each for hook in route.endpoint.hooks for name, each in hook.parameters(site, platform).items()}


def _reference(name: str) -> JsonSchemaValue:
    return {"$ref": f"#/components/parameters/{name}"}


def _headers_of(route: Route) -> Iterator[str]:
    if route.platform and route.surface.requires_source:
        yield _source_name(route.platform)
    yield from ("AcceptLanguage", "XRequestID")
    if route.endpoint.conditional:
        yield "IfMatch"


def _queries_of(route: Route, schemas: JsonSchemas) -> Iterator[JsonSchemaValue]:
    query: Mapping[str, JsonSchemaValue] = schemas.queries[route.endpoint.query] if route.endpoint.query else {}
    required = query.get("required", ())
    for name, schema in query.get("properties", {}).items():
        is_shared = schemas.of_lists.get(name) == schema
        yield _reference(_query_name(name)) if is_shared else _query(name, schema, is_required=name in required)


def _shared_headers(languages: Languages) -> dict[str, JsonSchemaValue]:
    tags = ", ".join(languages)
    return {
        **{_source_name(platform): _source(platform) for platform in Platform},
        "AcceptLanguage": _header("Accept-Language", f"The best of {tags} is answered in", {"type": "string"}),
        "XRequestID": _header(
            "X-Request-ID",
            "Names the request in answers and logs: 1 to 128 of A-Za-z0-9._-, else one is made",
            {"type": "string"},
        ),
        "IfMatch": _header("If-Match", "The ETag of the version that the change starts from", {"type": "string"}),
    }


def _header(name: str, description: str, schema: JsonSchemaValue, *, required: bool = False) -> JsonSchemaValue:
    return {"name": name, "in": "header", "required": required, "description": description, "schema": schema}


def _source_name(platform: Platform) -> str:
    return f"{platform.title()}Source"


def _source(platform: Platform) -> JsonSchemaValue:
    named = {"type": "string", "enum": [platform.value], "default": platform.value}
    return _header("X-Source", "The platform that the address names", named, required=True)


def _path_name(name: str) -> str:
    return f"{name.title()}InPath"


def _path(name: str) -> JsonSchemaValue:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}


def _query_name(name: str) -> str:
    return f"List{name.title()}"


def _query(name: str, schema: JsonSchemaValue, *, is_required: bool = False) -> JsonSchemaValue:
    return {"name": name, "in": "query", "required": is_required, "schema": schema}
