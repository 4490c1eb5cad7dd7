"""What is answered: the bodies of an endpoint, and its errors by status with their codes."""

from collections.abc import Iterator
from http import HTTPStatus
from itertools import groupby

from pydantic.json_schema import JsonSchemaValue

from domain.shared_kernel.errors import BaseAppException
from entrypoints.http.openapi.json_schemas import JsonSchemas
from entrypoints.http.openapi.problem_schema import ProblemBody
from entrypoints.http.openapi.shared_errors import errors_of
from entrypoints.http.problems import PROBLEM_TYPE, TYPE_PREFIX
from entrypoints.http.routes import Route
from entrypoints.http.schemas.base import Schema
from entrypoints.http.statuses import status_of

_ALWAYS = ("X-Request-ID", "Content-Language")
_LIMITED = ("RateLimit-Policy", "RateLimit")
_HEADERS = {
    "X-Request-ID": "Names this request in our logs",
    "Content-Language": "The language of the answer",
    "ETag": "The version of what the body shows",
    "Location": "Where the new thing is",
    "Set-Cookie": "The refresh token of a browser in cookie mode, or what a device is known by when it signs in again",
    "WWW-Authenticate": "How to sign in (RFC 6750)",
    "Retry-After": "How many seconds to wait",
    "RateLimit-Policy": "How often an address may ask: `q` times in `w` seconds (draft-ietf-httpapi-ratelimit-headers)",
    "RateLimit": "How often it still may: `r` times, and in `t` seconds `q` times again",
}
_HEADERS_BY_STATUS = {401: ("WWW-Authenticate",), 429: ("Retry-After",), 503: ("Retry-After",)}


def shared_headers() -> dict[str, JsonSchemaValue]:
    return {name: {"description": text, "schema": {"type": "string"}} for name, text in _HEADERS.items()}


def responses_of(route: Route, schemas: JsonSchemas) -> dict[str, JsonSchemaValue]:
    errors = _by_status(route)
    described = {str(status): _refusal(status, grouped, schemas) for status, grouped in errors.items()}
    responses = {**described, **dict(_answers(route, schemas))}
    if route.endpoint.limited:
        for response in responses.values():
            response["headers"].update(_references(*_LIMITED))
    return responses


def _answers(route: Route, schemas: JsonSchemas) -> Iterator[tuple[str, JsonSchemaValue]]:
    endpoint = route.endpoint
    sent = {"ETag": endpoint.etag, "Location": endpoint.location, "Set-Cookie": endpoint.gives_cookie}
    named = [name for name, is_sent in sent.items() if is_sent]
    yield str(endpoint.status), _answer(endpoint.status, endpoint.answer, schemas, named)
    for status, answer in endpoint.also.items():
        yield str(status), _answer(status, answer, schemas, list(_HEADERS_BY_STATUS.get(status, ())))


def _answer(status: int, answer: type[Schema] | None, schemas: JsonSchemas, headers: list[str]) -> JsonSchemaValue:
    described: JsonSchemaValue = {"description": HTTPStatus(status).phrase, "headers": _references(*_ALWAYS, *headers)}
    if answer:
        described["content"] = {"application/json": {"schema": schemas.reference(answer, "serialization")}}
    elif status == HTTPStatus.ACCEPTED:
        described["content"] = {"application/json": {"schema": {"type": "object"}, "example": {}}}
    return described


def _by_status(route: Route) -> dict[int, list[type[BaseAppException]]]:
    each_once = {error.code: error for error in errors_of(route)}.values()
    ordered = sorted(each_once, key=lambda error: (status_of(error), error.code))
    return {status: list(errors) for status, errors in groupby(ordered, status_of)}


def _refusal(status: int, errors: list[type[BaseAppException]], schemas: JsonSchemas) -> JsonSchemaValue:
    codes = [error.code for error in errors]
    narrowed = {"properties": {"code": {"enum": codes}}}
    problem = schemas.reference(ProblemBody, "serialization")
    examples = {error.code: {"value": _example(error)} for error in errors}
    return {
        "description": f"{errors[0].title}: {', '.join(codes)}",
        "headers": _references(*_ALWAYS, *_HEADERS_BY_STATUS.get(status, ())),
        "content": {PROBLEM_TYPE: {"schema": {"allOf": [problem, narrowed]}, "examples": examples}},
    }


def _example(error: type[BaseAppException]) -> JsonSchemaValue:
    return {
        "type": TYPE_PREFIX + error.code,
        "title": str(error.title),
        "status": status_of(error),
        "detail": str(error.default_message),
        "code": error.code,
        "request_id": "0f8fad5bd9cb469fa165",
    }


def _references(*names: str) -> JsonSchemaValue:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
