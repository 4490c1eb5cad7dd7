"""The reference of problem codes, made of the error classes and the table of their statuses."""

from collections.abc import Iterable
from itertools import groupby

from docs.generators.markdown import code, sentence, table
from docs.generators.service import container
from docs.generators.subclasses import every_subclass
from domain.shared_kernel.errors import BaseAppException
from entrypoints.http.kit.route import Route
from entrypoints.http.kit.statuses import status_of
from entrypoints.http.openapi.shared_errors import errors_of
from entrypoints.schemas.validation_codes import FAULTS

Error = type[BaseAppException]
FEW = 12
"""More endpoints than these are counted, not listed."""


def text() -> str:
    """Returns a section for each code, by status, and a table of the codes that a field of the input can have."""
    errors = sorted(every_subclass(BaseAppException), key=lambda error: (status_of(error), error.code))
    by_code = {name: list(found) for name, found in groupby(errors, lambda error: error.code)}
    sections = "\n".join(_section(name, found) for name, found in by_code.items())
    return f"## Codes\n\n{sections}\n## Codes of fields\n\n{_fields()}"


def _section(name: str, errors: list[Error]) -> str:
    routes = [route for route in container().http.entrypoint().routes if _can_answer(route, name)]
    lines = [
        f"**Status {status_of(errors[0])}.** {errors[0].title}: “{_message(errors)}”.",
        *(sentence(vars(error).get("__doc__")) for error in errors if _has_docstring(error)),
        _when(routes),
    ]
    return f"### `{name}`\n\n" + "\n\n".join(line for line in lines if line) + "\n"


def _has_docstring(error: Error) -> bool:
    return bool(vars(error).get("__doc__")) and not str(error.__doc__).startswith("Method generated")


def _message(errors: list[Error]) -> str:
    return str(errors[0].default_message)


def _can_answer(route: Route, name: str) -> bool:
    return any(error.code == name for error in errors_of(route))


def _when(routes: list[Route]) -> str:
    if not routes:
        return ""
    if len(routes) > FEW:
        return f"Described for {len(routes)} endpoints."
    return f"Described for {', '.join(code(f'{route.endpoint.method} {route.path}') for route in routes)}."


def _fields() -> str:
    faults: Iterable[tuple[str, str]] = dict.fromkeys((fault.code, str(fault.message)) for fault in FAULTS.values())
    return table(("code", "message"), ((code(name), message) for name, message in sorted(faults)))
