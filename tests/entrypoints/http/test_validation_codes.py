"""Whatever pydantic can find in what was sent has a code and a sentence of ours."""

import pytest
from pydantic_core import _pydantic_core

from entrypoints.http.kit.route import Route
from entrypoints.schemas.validation_codes import FAULTS, WRONG, field_error
from tests.entrypoints.http.schemas_in_use import kinds_of, nodes_of, schemas_in_use

CODES = {
    "missing", "unknown_field", "wrong_type", "too_short", "too_long", "out_of_range", "invalid_choice", "invalid_text",
}  # fmt: skip

BY_KIND = {
    "dataclass": "dataclass_type dataclass_exact_type",
    "named-tuple": "named_tuple_type",
    "generator": "iterable_type iteration_error",
    "tuple": "tuple_type",
    "set": "set_type set_item_not_hashable",
    "frozenset": "frozen_set_type",
    "bytes": "bytes_type bytes_too_short bytes_too_long bytes_invalid_encoding",
    "date": "date_type date_parsing date_from_datetime_parsing date_from_datetime_inexact date_past date_future",
    "time": "time_type time_parsing",
    "timedelta": "time_delta_type time_delta_parsing",
    "is-subclass": "is_subclass_of",
    "callable": "callable_type",
    "tagged-union": "union_tag_invalid union_tag_not_found",
    "arguments": "arguments_type missing_argument unexpected_keyword_argument missing_keyword_only_argument "
    "unexpected_positional_argument missing_positional_only_argument multiple_argument_values",
    "url": "url_type url_parsing url_syntax_violation url_too_long url_scheme",
    "decimal": "decimal_type decimal_parsing decimal_max_digits decimal_max_places decimal_whole_digits",
    "fraction": "fraction_type fraction_parsing",
    "complex": "complex_type complex_str_parsing",
    "json": "json_invalid json_type",
    "missing-sentinel": "missing_sentinel_error",
    "ellipsis": "ellipsis_error",
    "frozendict": "frozen_dict_type",
    "ordered-dict": "ordered_dict_type",
    "counter": "counter_type",
    "deque": "deque_type",
    "mapping": "mapping_type",
}
"""Errors of kinds of schema that no endpoint uses; the first that does must give its errors a code."""

NEVER = {
    "value_error": "is only ever a BrokenRule, which brings its own code",
    "assertion_error": "no validator asserts",
    "no_such_attribute": "nothing is assigned to: schemas are read",
    "frozen_field": "nothing is assigned to",
    "frozen_instance": "nothing is assigned to",
    "get_attribute_error": "objects are not read by attribute",
    "model_attributes_type": "objects are not read by attribute",
    "needs_python_object": "JSON is read before pydantic sees it",
    "recursion_loop": "JSON has no cycles",
    "recursion_depth_exceeded": "JSON is at most 32 deep",
    "default_factory_not_called": "defaults depend on nothing",
    "multiple_of": "no number is asked to be a multiple",
    "string_pattern_mismatch": "no text has a pattern",
    "string_not_ascii": "no text must be ASCII",
    "bool_parsing": "exact types are not parsed",
    "int_parsing": "exact types are not parsed",
    "int_parsing_size": "exact types are not parsed",
    "float_parsing": "exact types are not parsed",
    "datetime_parsing": "exact types are not parsed",
    "datetime_object_invalid": "exact types are not parsed",
    "datetime_from_date_parsing": "exact types are not parsed",
    "uuid_parsing": "exact types are not parsed",
    "uuid_version": "no version of UUID is asked for",
    "datetime_past": "instants are not held against the clock",
    "datetime_future": "instants are not held against the clock",
    "timezone_naive": "instants are parsed by ourselves",
    "timezone_aware": "instants are parsed by ourselves",
    "timezone_offset": "instants are parsed by ourselves",
}


def every_type() -> set[str]:
    return {error["type"] for error in _pydantic_core.list_all_errors()}


def test_every_error_of_pydantic_has_a_code_or_cannot_happen() -> None:
    unused = {name for names in BY_KIND.values() for name in names.split()}
    assert not set(FAULTS) & unused
    assert not set(FAULTS) & set(NEVER)
    assert set(FAULTS) | unused | set(NEVER) == every_type()


def test_no_schema_in_use_is_of_a_kind_whose_errors_have_no_code(routes: tuple[Route, ...]) -> None:
    for schema in schemas_in_use(routes):
        assert not kinds_of(schema) & set(BY_KIND), schema


def test_no_schema_in_use_asks_for_what_has_no_code(routes: tuple[Route, ...]) -> None:
    asks = {"pattern", "multiple_of", "ascii_only", "tz_constraint", "now_op", "version"}
    for schema in schemas_in_use(routes):
        assert not asks & set().union(*map(set, nodes_of(schema))), schema


def test_codes_are_those_of_the_contract() -> None:
    assert {fault.code for fault in FAULTS.values()} == CODES


def test_the_error_of_a_wrong_type_says_which_is_wanted() -> None:
    general = {kind for kind, fault in FAULTS.items() if fault == WRONG}
    assert general == {"is_instance_of"}  # of a class of ours, which no client can send
    assert [fault for fault in FAULTS.values() if fault.code == WRONG.code and "must" not in str(fault.message)] == [
        WRONG
    ]


@pytest.mark.parametrize("kind", [*sorted(every_type()), "not_invented_yet"])
def test_no_error_of_pydantic_is_a_failure_of_ours(kind: str) -> None:
    told = field_error({"type": kind, "loc": ("a", 0, "b"), "msg": "secret", "input": "secret"})
    assert told.field == "a.0.b"
    assert told.code == FAULTS.get(kind, WRONG).code
    assert "secret" not in str(told.message)
