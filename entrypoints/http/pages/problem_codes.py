"""The table of all error codes, from which pages, JSON and the documentation are made."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import domain
from domain.shared_kernel.errors import BaseAppException
from entrypoints.http.kit.statuses import status_of
from entrypoints.http.pages.field_codes import FIELD_CODES
from entrypoints.http.pages.problem_code import ProblemCode


def problem_codes() -> Mapping[str, ProblemCode]:
    """Returns the explanations by code, in alphabetical order: of the error classes of every domain and of the
    protocol, and of single fields. A class without one of its own has that of its family."""
    _import_errors_of_domains()
    found = [*map(_of_error, _classes_by_code().values()), *FIELD_CODES]
    return {each.code: each for each in sorted(found, key=lambda each: each.code)}


def _import_errors_of_domains() -> None:
    for module in iter_modules(domain.__path__, prefix="domain."):
        if module.ispkg and find_spec(f"{module.name}.errors"):
            import_module(f"{module.name}.errors")


def _classes_by_code() -> Mapping[str, type[BaseAppException]]:
    """Returns one class for each code; if several share it, the one that has an explanation."""
    explaining_last = sorted(_subclasses(BaseAppException), key=lambda error: "when" in vars(error))
    return {error.code: error for error in explaining_last}


def _subclasses(family: type[BaseAppException]) -> Iterator[type[BaseAppException]]:
    yield family
    for error in family.__subclasses__():
        yield from _subclasses(error)


def _of_error(error: type[BaseAppException]) -> ProblemCode:
    """Explains an error by its message if that has no parameters, else by its title."""
    meaning = error.title if "{" in error.default_message.msgid else error.default_message
    return ProblemCode(code=error.code, status=status_of(error), meaning=meaning, when=error.when, remedy=error.remedy)
