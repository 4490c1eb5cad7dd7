"""The responses of an endpoint: its bodies, and its errors by status."""

from collections.abc import Iterator
from http import HTTPStatus

from pydantic.json_schema import JsonSchemaValue

from entrypoints.http.kit.route import Route
from entrypoints.http.openapi.headers import headers_of_answer, headers_of_problem
from entrypoints.http.openapi.json_schemas import JsonSchemas
from entrypoints.http.openapi.problem_responses import problem_responses_of
from entrypoints.schemas.base import Schema


def responses_of(route: Route, schemas: JsonSchemas) -> dict[str, JsonSchemaValue]:
    """Returns the responses by status: those of the endpoint in full, its errors by reference."""
    references = {
        str(problem.status): {"$ref": f"#/components/responses/{problem.name}"}
        for problem in problem_responses_of(route)
    }
    return {**dict(_answers(route, schemas)), **references}


def _answers(route: Route, schemas: JsonSchemas) -> Iterator[tuple[str, JsonSchemaValue]]:
    endpoint = route.endpoint
    is_limited = bool(route.rate_limits)
    sent = {"ETag": endpoint.etag, "Location": endpoint.location}
    of_hooks = dict.fromkeys(name for hook in endpoint.hooks for name in hook.answer_headers)
    named = [*(name for name, is_sent in sent.items() if is_sent), *of_hooks]
    usual = _answer(endpoint.status, endpoint.answer, schemas)
    yield str(endpoint.status), {**usual, "headers": headers_of_answer(*named, is_limited=is_limited)}
    for status, answer in endpoint.also.items():
        other = _answer(status, answer, schemas)
        yield str(status), {**other, "headers": headers_of_problem(status, is_limited=is_limited)}


def _answer(status: int, answer: type[Schema] | None, schemas: JsonSchemas) -> JsonSchemaValue:
    described: JsonSchemaValue = {"description": HTTPStatus(status).phrase}
    if answer:
        described["content"] = {"application/json": {"schema": schemas.reference(answer, "serialization")}}
    elif status == HTTPStatus.ACCEPTED:
        described["content"] = {"application/json": {"schema": {"type": "object"}, "example": {}}}
    return described
