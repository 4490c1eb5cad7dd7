"""The reference of problem codes, generated from the table that the service explains them with."""

from collections.abc import Iterator, Mapping
from functools import cache

from docs.generators.markdown import code
from docs.generators.service import container
from entrypoints.http.openapi.shared_errors import errors_of
from entrypoints.http.pages.problem_code import ProblemCode
from entrypoints.http.pages.problem_codes import problem_codes

MAX_LISTED_ENDPOINTS = 12
"""More endpoints than these are counted, not listed."""


def text() -> str:
    """Returns a section for each code of a request, by status, and for each code of a field."""
    problems = sorted(problem_codes().values(), key=lambda problem: (problem.is_of_field, problem.status))
    of_requests = "\n".join(_section(problem) for problem in problems if not problem.is_of_field)
    of_fields = "\n".join(_section(problem) for problem in problems if problem.is_of_field)
    return f"## Codes of requests\n\n{of_requests}\n## Codes of fields\n\n{of_fields}"


def _section(problem: ProblemCode) -> str:
    lines = (
        f"**Status {problem.status}.** {problem.meaning}.",
        f"**When.** {problem.when}.",
        f"**What to do.** {problem.remedy}.",
        *_where(_endpoints().get(problem.code, [])),
    )
    return f"### {code(problem.code)}\n\n" + "\n\n".join(lines) + "\n"


@cache
def _endpoints() -> Mapping[str, list[str]]:
    """Returns the endpoints that can answer with a code, by code."""
    found: dict[str, list[str]] = {}
    for route in container().web().entrypoint.routes:
        for answered in {error.code for error in errors_of(route)}:
            found.setdefault(answered, []).append(f"{route.method} {route.path}")
    return found


def _where(endpoints: list[str]) -> Iterator[str]:
    if len(endpoints) > MAX_LISTED_ENDPOINTS:
        yield f"**Where.** {len(endpoints)} endpoints."
    elif endpoints:
        yield f"**Where.** {', '.join(map(code, endpoints))}."
