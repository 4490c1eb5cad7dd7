"""The table of error codes: nothing that is sent is missing from it, and nothing else is in it."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from domain.shared_kernel.errors import BaseAppException
from entrypoints.http.kit.statuses import status_of
from entrypoints.http.pages.field_codes import FIELD_CODES
from entrypoints.http.pages.problem_code import ProblemCode
from entrypoints.http.pages.problem_codes import problem_codes
from entrypoints.schemas.validation_codes import FAULTS

ROOT = Path(__file__).parents[3]
LAYERS = ("domain", "application", "adapters", "entrypoints")
POSITIONS = {"BrokenRule": 0, "Fault": 0, "FieldError": 1}
"""Where the code of a field stands among the arguments."""
import_module("entrypoints.http.application")  # every error of the service is defined now


def errors(family: type[BaseAppException] = BaseAppException) -> Iterator[type[BaseAppException]]:
    if not family.__module__.startswith("tests."):
        yield family
    for kind in family.__subclasses__():
        yield from errors(kind)


def codes_of_fields() -> Iterator[str]:
    """Every code of a field that stands in the source."""
    for layer in LAYERS:
        for file in (ROOT / layer).rglob("*.py"):
            for call in ast.walk(ast.parse(file.read_text("utf-8"))):
                match call:
                    case ast.Call(func=ast.Name(id=name), args=arguments) if name in POSITIONS:
                        if isinstance(code := arguments[POSITIONS[name]], ast.Constant):
                            yield str(code.value)
                    case _:
                        pass


def test_the_table_has_the_code_of_every_error_class_and_no_other() -> None:
    of_requests = {code for code, problem in problem_codes().items() if not problem.is_of_field}
    assert of_requests == {error.code for error in errors()}


def test_the_table_has_the_code_of_every_field_and_no_other() -> None:
    assert {problem.code for problem in FIELD_CODES} == {*codes_of_fields(), *(fault.code for fault in FAULTS.values())}
    assert {code for code, problem in problem_codes().items() if problem.is_of_field} == set(codes_of_fields())


def test_no_code_is_that_of_a_request_and_of_a_field() -> None:
    assert {problem.code for problem in FIELD_CODES} & {error.code for error in errors()} == set()


@pytest.mark.parametrize("error", [error for error in errors() if "code" in vars(error)], ids=lambda error: error.code)
def test_every_error_class_with_a_code_explains_it_itself(error: type[BaseAppException]) -> None:
    assert {"when", "remedy"} <= set(vars(error))


@pytest.mark.parametrize("problem", problem_codes().values(), ids=lambda problem: problem.code)
def test_every_explanation_is_complete_and_needs_no_values(problem: ProblemCode) -> None:
    for message in (problem.meaning, problem.when, problem.remedy):
        assert message.msgid
        assert not re.search(r"[{}]", message.msgid)


def test_the_status_of_a_code_is_that_of_its_error() -> None:
    codes = problem_codes()
    assert {error.code: codes[error.code].status for error in errors()} == {
        error.code: status_of(error) for error in errors()
    }
    assert {problem.status for problem in FIELD_CODES} == {422}
