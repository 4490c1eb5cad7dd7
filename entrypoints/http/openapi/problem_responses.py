"""Error responses. Those that several endpoints have are described once, under ``components``, and referenced."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import attrs
from pydantic.json_schema import JsonSchemaValue

from domain.shared_kernel.errors import BaseAppException
from entrypoints.http.kit.problems import PROBLEM_TYPE, problem_type
from entrypoints.http.kit.route import Route
from entrypoints.http.kit.statuses import status_of
from entrypoints.http.openapi.headers import headers_of_problem
from entrypoints.http.openapi.shared_errors import errors_of


@attrs.frozen
class ProblemResponse:
    """The error response of one status. Its name is made of its codes, so that it changes only with them:
    ``InvalidLinkOrMalformedBody``."""

    status: int
    errors: tuple[type[BaseAppException], ...]
    is_limited: bool

    @property
    def name(self) -> str:
        """The key under ``components/responses``."""
        return self._codes_in_words if self.is_limited else f"{self._codes_in_words}Unlimited"

    @property
    def schema_name(self) -> str:
        """The key under ``components/schemas``, which generated clients use as a class name."""
        return f"{self._codes_in_words}Problem"

    @property
    def _codes_in_words(self) -> str:
        return "Or".join(error.code.title().replace("_", "") for error in self.errors)

    def response(self) -> JsonSchemaValue:
        """Returns the response object of OpenAPI."""
        codes = [error.code for error in self.errors]
        content = {
            "schema": {"$ref": f"#/components/schemas/{self.schema_name}"},
            "examples": {code: {"$ref": f"#/components/examples/{code}"} for code in codes},
        }
        return {
            "description": f"{self.errors[0].title}: {', '.join(codes)}",
            "headers": headers_of_problem(self.status, is_limited=self.is_limited),
            "content": {PROBLEM_TYPE: content},
        }

    def schema(self, problem: JsonSchemaValue) -> JsonSchemaValue:
        """Returns the schema ``problem``, narrowed to these codes."""
        return {"allOf": [problem, {"properties": {"code": {"enum": [error.code for error in self.errors]}}}]}


def problem_responses_of(route: Route) -> Iterator[ProblemResponse]:
    """Yields one response for each status, except for those that the endpoint declares itself."""
    each_once = {error.code: error for error in errors_of(route)}.values()
    ordered = sorted(each_once, key=lambda error: (status_of(error), error.code))
    for status, errors in groupby(ordered, status_of):
        if status not in route.endpoint.also:
            yield ProblemResponse(status, tuple(errors), bool(route.rate_limits))


def shared_problem_responses(routes: Sequence[Route]) -> Sequence[ProblemResponse]:
    """Returns each response that any of the routes has, once."""
    return list(dict.fromkeys(problem for route in routes for problem in problem_responses_of(route)))


def shared_examples(problems: Sequence[ProblemResponse], public_url: str) -> dict[str, JsonSchemaValue]:
    """Returns a problem document for each code."""
    errors = {error.code: error for problem in problems for error in problem.errors}
    return {code: {"value": _example(error, public_url)} for code, error in errors.items()}


def _example(error: type[BaseAppException], public_url: str) -> JsonSchemaValue:
    return {
        "type": problem_type(public_url, error.code),
        "title": str(error.title),
        "status": status_of(error),
        "detail": str(error.default_message),
        "code": error.code,
        "request_id": "0f8fad5bd9cb469fa165",
    }
