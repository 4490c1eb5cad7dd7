"""Fields as they are typed behind ``cortex new-domain``, and what is written of each."""

import keyword
import re
from ast import literal_eval
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.shared_kernel.field_types.field_type import FieldType
from domain.shared_kernel.field_types.json_value import Json
from domain.shared_kernel.field_types.limits import Limits
from domain.shared_kernel.field_types.registry import field_type_of
from entrypoints.cli.exit_codes import CommandFailed
from entrypoints.cli.new_domain import steps
from entrypoints.cli.new_domain.blocks import BLOCKS
from entrypoints.cli.new_domain.field_forms import FieldForm
from entrypoints.cli.new_domain.fields import MAX_LETTERS, FieldParser, NewField
from entrypoints.cli.new_domain.names import Names
from entrypoints.cli.new_domain.reserved import other_names
from entrypoints.cli.new_domain.shape import Shape
from entrypoints.cli.new_domain.targets import USERS
from entrypoints.schemas.from_field import FromJson, FromLine
from entrypoints.schemas.json_forms import write_json

PARSER = FieldParser("Order", {"users": USERS})
EACH_TYPE = [
    *(
        "bool",
        "int",
        "text",
        "text:7",
        "float",
        "decimal:12,2",
        "decimal:3,3",
        "decimal:38,0",
        "datetime",
        "date",
        "time",
    ),
    *("duration", "bytes", "bytes:1", "uuid", "json", "list:text", "list:decimal:8,3", "list:date", "list:enum:a,b"),
    *("enum:open,paid,void", "enum:low=1,high=2"),
]
IN_BRACKETS = re.compile(r"(decimal|text|bytes|enum):([^:]+)$")
ORDERS = Names.of("orders")


def parsed(text: str) -> NewField:
    return PARSER.parse(text)


def refusal(text: str) -> str:
    with pytest.raises(CommandFailed) as refused:
        parsed(text)
    return str(refused.value)


def evaluated(form: FieldForm, source: str) -> Any:
    """The value of what stands in a file of the domain, in Python."""
    names: dict[str, object] = {
        each.__name__: each for each in (Decimal, Json, UUID, date, datetime, time, timedelta)
    } | {"UTC": UTC}
    if form.members:
        base: Any = IntEnum if "IntEnum" in form.imports[0] else StrEnum
        members = {name: literal_eval(value) for name, value in form.members.items()}
        kind = re.sub(r"^tuple\[|, \.\.\.\]$", "", form.annotation)
        names[kind] = base(kind, members)
    return eval(source, names)  # noqa: S307  # it is a line of our own template


def options_of(form: FieldForm) -> dict[str, int]:
    return {name: int(digits) for name, digits in re.findall(r"(\w+)=(\d+)", form.options)}


def kept(form: FieldForm) -> FieldType:
    return field_type_of(evaluated(form, form.annotation), Limits(**options_of(form)))


@pytest.mark.parametrize("type_", EACH_TYPE)
def test_the_examples_of_a_type_are_one_value(type_: str) -> None:
    form = parsed(f"thing:{type_}").form
    value, sent = evaluated(form, form.value), evaluated(form, form.example)
    assert reader_of(form)(sent) == value
    assert write_json(value, kept(form)) == sent


@pytest.mark.parametrize("type_", [each for each in EACH_TYPE if each != "json"])
def test_the_wrong_example_of_a_type_is_refused_by_its_code(type_: str) -> None:
    form = parsed(f"thing:{type_}").form
    with pytest.raises((ValueError, TypeError)) as refused:
        reader_of(form)(evaluated(form, form.wrong))
    assert getattr(refused.value, "code", "wrong_type") == form.fault


def reader_of(form: FieldForm) -> Callable[[object], Any]:
    return (FromLine if form.is_searched else FromJson)(evaluated(form, form.annotation), **options_of(form)).read


@settings(deadline=None)
@given(
    st.sampled_from(EACH_TYPE),
    st.sampled_from(["", "?", ":optional"]),
    st.from_regex(r"[a-z][a-z0-9]{0,9}", fullmatch=True),
)
def test_a_field_is_the_same_with_brackets_and_with_colons(type_: str, optional: str, name: str) -> None:
    with_colons = parsed(f"{name}:{type_}{optional}")
    in_brackets = IN_BRACKETS.sub(r"\1(\2)", type_)
    assert parsed(f"{name}:{in_brackets}{optional}") == with_colons
    assert (with_colons.name, with_colons.is_optional) == (name, optional != "")


@settings(deadline=None)
@given(st.text(max_size=40) | st.from_regex(r"[a-z_]{1,5}:[a-z]{1,9}[:(]?[a-z0-9,=:()?]{0,12}", fullmatch=True))
def test_any_text_is_a_field_or_refused_in_a_sentence(text: str) -> None:
    try:
        said = parsed(text).name.removesuffix("_id")
    except CommandFailed as refused:
        said = str(refused)
    assert said.endswith(".") or text.startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("amount", "'amount' is no field: write its name and its type, such as due_on:date."),
        ("Amount:int", "'Amount:int' is no field: write its name and its type, such as due_on:date."),
        ("amount:decimal", "amount: it is written as amount:decimal:12,2."),
        ("amount:decimal:2,5", "amount: it is written as amount:decimal:12,2."),
        ("amount:int:5", "amount: it is written as amount:int."),
        ("title:text:0", "title: it is written as title:text:1, title:text:10000."),
        ("size:enum:a,a", "size: it is written as size:enum:open,paid,void, size:enum:low=1,high=2."),
        ("size:enum:A", "size: it is written as size:enum:open,paid,void, size:enum:low=1,high=2."),
        ("tags:list:list:int", "tags: it is written as tags:list:text, tags:list:decimal:12,2."),
        ("by:references:boxes", "by: there is no domain boxes to refer to. There are these: users."),
        (
            "by:references:users:x",
            "by: it is written as "
            "by:references:users:cascade, by:references:users:restrict, by:references:users:set_null.",
        ),
        (f"{'x' * 21}:int", f"{'x' * 21}: this name is too long. Use at most {MAX_LETTERS} letters."),
    ],
)
def test_a_refusal_names_the_field_and_how_it_is_written(text: str, said: str) -> None:
    assert refusal(text) == said


TYPES = "bool, int, text, float, decimal, datetime, date, time, duration, bytes, uuid, enum, json, list, references"


def test_an_unknown_type_is_refused_with_those_that_there_are() -> None:
    assert refusal("amount:zebra") == f"amount: there is no type zebra. Use one of these: {TYPES}."


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("decimel", "decimal"),
        ("Decimal", "decimal"),
        ("decimal[12]", "decimal"),
        ("sting", "text"),
        ("varchar(20)", "text"),
        ("strng", "text"),
        ("intger", "int"),
        ("number", "int"),
        ("boolan", "bool"),
        ("date_time", "date"),
        ("timestamp", "datetime"),
        ("timdelta", "duration"),
        ("ref", "references"),
        ("reference:users", "references"),
        ("enums", "enum"),
    ],
)
def test_a_type_that_is_nearly_one_is_refused_with_the_one_that_is_meant(typed: str, near: str) -> None:
    said = f"amount: there is no type {typed}. Did you mean {near}? There are these: {TYPES}."
    assert refusal(f"amount:{typed}") == said


@pytest.mark.parametrize(("typed", "same"), [("string", "text"), ("integer", "int"), ("boolean", "bool")])
def test_a_type_may_be_called_as_elsewhere(typed: str, same: str) -> None:
    assert parsed(f"thing:{typed}") == parsed(f"thing:{same}")


def test_each_type_that_is_named_is_one_and_is_documented() -> None:
    page = Path("docs/reference/field-types.md").read_text("utf-8")
    for name in TYPES.split(", "):
        assert f"`{name}`" in page or f"`{name}:" in page, name


@pytest.mark.parametrize(
    ("text", "name", "is_optional", "on_delete"),
    [
        ("by:references:users", "by_id", False, "RESTRICT"),
        ("by:references:users:cascade", "by_id", False, "CASCADE"),
        ("by:references:users:optional", "by_id", True, "SET_NULL"),
        ("by_id:references:users:set_null", "by_id", True, "SET_NULL"),
        ("customer:references:users", "customer_id", False, "CASCADE"),
    ],
)
def test_a_reference_says_what_a_deletion_does(text: str, name: str, is_optional: bool, on_delete: str) -> None:
    field = parsed(text)
    assert (field.name, field.is_optional, field.on_delete, field.target) == (name, is_optional, on_delete, USERS)


OF_PYTHON, OF_EACH = "this is a word of Python itself.", "every entity has this already. Leave it out, or"
OF_DOMAINS = "what is written for a domain has this name itself."


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (["class", "from", "list", "type"], OF_PYTHON),
        (["id", "pk", "version", "revision", "created_at", "updated_at", "confirmed_at"], OF_EACH),
        (["date", "json", "limit", "sort", "details", "place", "fields", "q", "model_config"], OF_DOMAINS),
        (["order", "orders"], "the domain itself is called so."),
    ],
)
def test_a_name_that_is_taken_is_refused_with_the_reason_and_one_that_is_free(names: list[str], reason: str) -> None:
    for name in names:
        with pytest.raises(CommandFailed) as refused:
            Shape.parse(ORDERS, [f"{name}:int"], Path())
        said = str(refused.value)
        assert said.lower().startswith(f"{name}: {reason} try ".lower()), said
        (suggested,) = re.findall(r"[Tt]ry (\w+)", said)
        assert [field.name for field in Shape.parse(ORDERS, [f"{suggested}:int"], Path()).fields] == [suggested]


def test_a_suggestion_is_no_name_that_is_taken_too() -> None:
    assert "require_revision" not in list(other_names("revision", "require"))


@pytest.mark.parametrize("singular", ["order", "tea", "x" * 17])
def test_a_suggestion_is_there_for_every_name_that_is_taken(singular: str) -> None:
    names = Names(f"{singular}s", singular)
    for name in [*keyword.kwlist, "id", "created_at", "require_revision", "x" * MAX_LETTERS]:
        assert next(other_names(name, names.singular))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (["a:int", "a:text"], "a: there are two fields of this name."),
        (["title:text", "title_key:int"], f"title_key: {OF_DOMAINS} Try order_title_key."),
        (["body:enum:a,b"], f"body: {OF_DOMAINS} Try order_body."),
        (["placed:enum:a,b", "order_placed:int"], f"placed: {OF_DOMAINS} Try own_placed."),
        (["status:text"], "status: it is written as"),
        (["status:enum:a"], "status: it is written as"),
        (["status:enum:low=1,high=2"], "status: it is written as"),
        (["customer:references:users:set_null"], "customer: it is written as"),
    ],
)
def test_fields_that_do_not_go_together_are_refused(fields: list[str], said: str) -> None:
    with pytest.raises(CommandFailed) as refused:
        Shape.parse(ORDERS, fields, Path())
    assert str(refused.value).startswith(said)


@pytest.mark.parametrize(
    ("status", "chosen"),
    [
        ("open,paid,void", ("OPEN", "PAID", "VOID")),
        ("new,old", ("NEW", "OLD", "OLD")),
        ("draft,open,paid,void", ("DRAFT", "PAID", "VOID")),
    ],
)
def test_the_first_status_is_new_the_last_cancelled_and_the_one_before_completed(
    status: str, chosen: tuple[str, ...]
) -> None:
    words = Shape.parse(ORDERS, [f"status:enum:{status}"], Path()).words()
    assert tuple(words[name] for name in ("OPEN", "COMPLETED", "CANCELLED")) == chosen


def test_the_template_shows_the_lines_of_the_default_fields() -> None:
    shape = Shape.parse(ORDERS, (), Path())
    words = {**ORDERS.words(), **shape.words()}
    shown = steps.shown_blocks(words)
    assert {name for name, _ in shown} == set(BLOCKS)
    for name, lines in shown:
        assert lines == list(BLOCKS[name](shape)), name
