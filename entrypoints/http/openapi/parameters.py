"""What is sent beside the body: path, query and headers."""

from collections.abc import Iterator

from pydantic.json_schema import JsonSchemaValue

from domain.shared_kernel.language import Language
from domain.shared_kernel.platform import Platform
from entrypoints.http.openapi.json_schemas import JsonSchemas
from entrypoints.http.refresh_cookies import RefreshCookies
from entrypoints.http.routes import Route


def _header(name: str, description: str, schema: JsonSchemaValue, *, required: bool = False) -> JsonSchemaValue:
    return {"name": name, "in": "header", "required": required, "description": description, "schema": schema}


def shared_parameters() -> dict[str, JsonSchemaValue]:
    """The headers that many requests bear."""
    languages = ", ".join(Language)
    return {
        **{_source(platform): _source_header(platform) for platform in Platform},
        "AcceptLanguage": _header("Accept-Language", f"The best of {languages} is answered in", {"type": "string"}),
        "XRequestID": _header(
            "X-Request-ID",
            "Names the request in answers and logs: 1 to 128 of A-Za-z0-9._-, else one is made",
            {"type": "string"},
        ),
        "IfMatch": _header("If-Match", "The ETag of the version that the change starts from", {"type": "string"}),
    }


def _source(platform: Platform) -> str:
    return f"{platform.title()}Source"


def _source_header(platform: Platform) -> JsonSchemaValue:
    named = {"type": "string", "enum": [platform.value], "default": platform.value}
    return _header("X-Source", "The platform that the address names", named, required=True)


def parameters_of(route: Route, schemas: JsonSchemas, cookies: RefreshCookies) -> list[JsonSchemaValue]:
    return [*_path(route), *_query(route, schemas), *_headers(route), *_cookie(route, cookies)]


def _headers(route: Route) -> Iterator[JsonSchemaValue]:
    platform = [_source(route.platform)] if route.platform else []
    condition = ["IfMatch"] if route.endpoint.conditional else []
    for name in [*platform, "AcceptLanguage", "XRequestID", *condition]:
        yield {"$ref": f"#/components/parameters/{name}"}


def _path(route: Route) -> Iterator[JsonSchemaValue]:
    for name in route.parameters:
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}


def _query(route: Route, schemas: JsonSchemas) -> Iterator[JsonSchemaValue]:
    query = schemas.queries[route.endpoint.query] if route.endpoint.query else {}
    required = query.get("required", ())
    for name, schema in query.get("properties", {}).items():
        yield {"name": name, "in": "query", "required": name in required, "schema": schema}


def _cookie(route: Route, cookies: RefreshCookies) -> Iterator[JsonSchemaValue]:
    if route.platform and route.endpoint.takes_cookie:
        yield {
            "name": cookies.name(route.platform),
            "in": "cookie",
            "required": False,
            "description": "The refresh token of a browser, honoured for pages of the service and of allowed origins",
            "schema": {"type": "string", "minLength": 1},
        }
