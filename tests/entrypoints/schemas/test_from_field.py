"""Members of bodies and parameters of queries that have the types of fields."""

import json
import re
from base64 import b64encode
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Annotated, Any
from uuid import UUID

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.shared_kernel.entity import Entity
from domain.shared_kernel.field_types.json_value import Json
from domain.shared_kernel.field_types.registry import field_type_of, register_field_type
from domain.shared_kernel.fields import Field, field
from domain.shared_kernel.text import TOO_SHORT, BrokenRule
from entrypoints.schemas.base import Schema
from entrypoints.schemas.fields import Maybe
from entrypoints.schemas.from_field import FromJson, FromLine, FromText, write_text
from entrypoints.schemas.json_forms import json_schema
from entrypoints.schemas.text import CLEAN_AND_TRIMMED
from entrypoints.schemas.validation_codes import field_error


class Status(StrEnum):
    OPEN = "open"
    PAID = "paid"


class Level(IntEnum):
    LOW = 1
    HIGH = 2


@attrs.frozen
class Iban:
    text: str


def parse_iban(text: str) -> Iban:
    if len(text) < 4:
        raise BrokenRule("too_short", TOO_SHORT.bind({"limit": 4}))
    if " " in text:
        raise LookupError(text)
    return Iban(text)


register_field_type(Iban, stored_as=str, to_stored=lambda iban: iban.text, from_stored=parse_iban)


class Bill(Entity):
    amount: Field[Decimal] = field(precision=6, scale=2)
    due_on: Field[date] = field()
    paid_on: Field[date | None] = field(default=None)
    opens_at: Field[time] = field()
    took: Field[timedelta] = field()
    share: Field[float] = field()
    seal: Field[bytes] = field(max_length=2)
    at: Field[datetime] = field()
    key: Field[UUID] = field()
    count: Field[int] = field()
    word: Field[str] = field(max_length=3)
    is_new: Field[bool] = field()
    status: Field[Status] = field()
    level: Field[Level] = field()
    notes: Field[Json] = field()
    tags: Field[tuple[str, ...]] = field()
    iban: Field[Iban] = field()


class BillBody(Schema):
    amount: Annotated[Decimal, FromJson(Bill.amount)]
    due_on: Annotated[date, FromJson(Bill.due_on)]
    paid_on: Annotated[date | None, FromJson(Bill.paid_on)] = None
    opens_at: Annotated[time, FromJson(Bill.opens_at)]
    took: Annotated[timedelta, FromJson(Bill.took)]
    share: Annotated[float, FromJson(Bill.share)]
    seal: Annotated[bytes, FromJson(Bill.seal)]
    at: Annotated[datetime, FromJson(Bill.at)]
    key: Annotated[UUID, FromJson(Bill.key)]
    count: Annotated[int, FromJson(Bill.count)]
    word: Annotated[str, FromJson(Bill.word)]
    is_new: Annotated[bool, FromJson(Bill.is_new)]
    status: Annotated[Status, FromJson(Bill.status)]
    level: Annotated[Level, FromJson(Bill.level)]
    notes: Annotated[Json, FromJson(Bill.notes)]
    tags: Annotated[tuple[str, ...], FromJson(Bill.tags)]
    iban: Annotated[Iban, FromJson(Bill.iban)]


class BillQuery(Schema):
    amount_from: Maybe[Annotated[Decimal, FromText(Bill.amount)]] = None
    due_to: Maybe[Annotated[date, FromText(Bill.due_on)]] = None
    took: Maybe[Annotated[timedelta, FromText(Bill.took)]] = None
    share: Maybe[Annotated[float, FromText(Bill.share)]] = None
    level: Maybe[Annotated[Level, FromText(Bill.level)]] = None
    iban: Maybe[Annotated[Iban, FromText(Bill.iban)]] = None
    count: Maybe[Annotated[int, FromText(Bill.count)]] = None


SENT: dict[str, Any] = {
    "amount": "1234.50",
    "due_on": "2026-05-01",
    "paid_on": None,
    "opens_at": "08:30:00",
    "took": "P1DT2H30M0.5S",
    "share": 0.1,
    "seal": "AP8=",
    "at": "2026-05-01T08:30:00Z",
    "key": "00000000-0000-0000-0000-000000000001",
    "count": 7,
    "word": "abc",
    "is_new": True,
    "status": "open",
    "level": 2,
    "notes": {"a": [1, None]},
    "tags": ["a", ""],
    "iban": "DE00",
}


def codes(schema: type[Schema], sent: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(ValidationError) as refused:
        schema.model_validate(sent)
    return {found.field: found.code for found in map(field_error, refused.value.errors())}


def told(schema: type[Schema], sent: dict[str, Any]) -> dict[str, tuple[str, str]]:
    with pytest.raises(ValidationError) as refused:
        schema.model_validate(sent)
    return {found.field: (found.code, str(found.message)) for found in map(field_error, refused.value.errors())}


def test_a_body_is_read_and_written_as_clients_know_it() -> None:
    body = BillBody.model_validate(SENT)
    assert (body.amount, body.due_on, body.opens_at) == (Decimal("1234.50"), date(2026, 5, 1), time(8, 30))
    assert (body.took, body.seal) == (timedelta(days=1, hours=2, minutes=30, microseconds=500_000), b"\0\xff")
    assert (body.level, body.notes, body.tags, body.iban) == (
        Level.HIGH,
        Json.of({"a": [1, None]}),
        ("a", ""),
        Iban("DE00"),
    )
    assert json.loads(body.model_dump_json()) == SENT


@pytest.mark.parametrize(
    ("member", "value", "code"),
    [
        ("amount", 12.5, "wrong_type"),
        ("amount", "12,5", "wrong_type"),
        ("amount", "1e3", "wrong_type"),
        ("amount", "NaN", "wrong_type"),
        ("amount", "\u0661", "wrong_type"),
        ("amount", "1.234", "too_long"),
        ("amount", "10000", "out_of_range"),
        ("amount", "-10000", "out_of_range"),
        ("due_on", "2026-02-30", "wrong_type"),
        ("due_on", "20260501", "wrong_type"),
        ("due_on", "2026-W01-1", "wrong_type"),
        ("due_on", 5, "wrong_type"),
        ("due_on", None, "wrong_type"),
        ("opens_at", "24:00", "wrong_type"),
        ("opens_at", "08:30Z", "wrong_type"),
        ("took", "P1M", "wrong_type"),
        ("took", "P", "wrong_type"),
        ("took", "P1DT", "wrong_type"),
        ("took", "P9999999999D", "wrong_type"),
        ("share", "0.1", "wrong_type"),
        ("share", True, "wrong_type"),
        ("share", 10**400, "wrong_type"),
        ("seal", "A", "wrong_type"),
        ("at", "2026-05-01T08:30:00", "wrong_type"),
        ("key", "1", "wrong_type"),
        ("count", 2**53, "out_of_range"),
        ("count", -(2**53), "out_of_range"),
        ("count", True, "wrong_type"),
        ("count", 1.5, "wrong_type"),
        ("word", "abcd", "too_long"),
        ("word", "a\0", "invalid_text"),
        ("is_new", 1, "wrong_type"),
        ("status", "lost", "invalid_choice"),
        ("status", 1, "wrong_type"),
        ("level", 3, "invalid_choice"),
        ("level", True, "wrong_type"),
        ("tags", "a", "wrong_type"),
        ("tags", ["a", 1], "wrong_type"),
        ("notes", {"a": "\ud800"}, "wrong_type"),
        ("iban", "DE", "too_short"),
    ],
)
def test_a_faulty_member_has_its_code(member: str, value: object, code: str) -> None:
    assert codes(BillBody, {**SENT, member: value}) == {member: code}


WANTED: dict[str, tuple[object, str]] = {
    "amount": (12.5, 'This must be a decimal number as text, such as "12.50"'),
    "due_on": ("May", "This must be a date, such as 2026-05-01"),
    "paid_on": (5, "This must be a date, such as 2026-05-01"),
    "opens_at": ("24:00", "This must be a time of day, such as 08:30"),
    "took": ("P1M", "This must be a duration in days, hours, minutes and seconds, such as P1DT2H30M"),
    "share": ("0.1", "This must be a number, such as 0.5"),
    "seal": ("A", "This must be base64, such as AP8="),
    "at": ("2026-05-01T08:30:00", "This must be a date and time with an offset, such as 2026-05-01T08:30:00Z"),
    "key": ("1", "This must be an id, such as 0190f2c3-7a4b-7cde-8f01-23456789abcd"),
    "count": ("7", "This must be a whole number, such as 7"),
    "word": (5, "This must be text"),
    "is_new": (1, "This must be true or false"),
    "status": (1, "Choose one of these: open, paid"),
    "level": ("2", "This must be a whole number, such as 7"),
    "notes": ({"a": "\ud800"}, "This must be a JSON document without damaged text"),
    "tags": ("a", "This must be a list"),
    "iban": (5, "This must be text"),
}


@pytest.mark.parametrize("member", BillBody.model_fields)
def test_a_member_of_a_wrong_type_says_which_is_wanted(member: str) -> None:
    value, sentence = WANTED[member]
    assert told(BillBody, {**SENT, member: value}) == {member: ("wrong_type", sentence)}


@pytest.mark.parametrize(
    ("member", "value", "code", "sentence"),
    [
        ("amount", "12,5", "wrong_type", "This must be a decimal number, such as 12.50"),
        ("amount", "10000", "out_of_range", "This must be 9999.99 or less"),
        ("share", float("inf"), "wrong_type", "This must be a number, such as 0.5"),
        ("due_on", "2026-02-30", "wrong_type", "This must be a date, such as 2026-05-01"),
        ("tags", ["a", 1], "wrong_type", "Entry 2: This must be text"),
        ("tags", ["a\0"], "invalid_text", "Entry 1: Remove characters that cannot be shown"),
        ("seal", "AAAA", "too_long", "Send at most 2 bytes"),
        ("iban", "DE 1", "wrong_type", "This is no Iban. See the API description"),
    ],
)
def test_a_member_of_a_wrong_form_says_which_is_wanted(member: str, value: object, code: str, sentence: str) -> None:
    assert told(BillBody, {**SENT, member: value}) == {member: (code, sentence)}


def test_a_parameter_of_a_wrong_form_says_which_is_wanted() -> None:
    assert told(BillQuery, {"amount_from": 12.5, "share": "1e999", "level": "x"}) == {
        "amount_from": ("wrong_type", "This must be a decimal number, such as 12.50"),
        "share": ("wrong_type", "This must be a number, such as 0.5"),
        "level": ("invalid_choice", "Choose one of these: 1, 2"),
    }


def test_a_parameter_is_text() -> None:
    query = BillQuery.model_validate(
        {"amount_from": "-1.5", "due_to": "2026-05-01", "took": "-PT0.5S", "share": "1e3", "level": "1", "iban": "DE00"}
    )
    assert (query.amount_from, query.due_to, query.took) == (Decimal("-1.5"), date(2026, 5, 1), timedelta(seconds=-0.5))
    assert (query.share, query.level, query.iban) == (1000.0, Level.LOW, Iban("DE00"))


def test_a_faulty_parameter_has_its_code() -> None:
    sent = {"amount_from": "1.234", "due_to": "May", "share": "1e999", "level": "3", "iban": "D", "count": "9" * 30}
    assert codes(BillQuery, sent) == {
        "amount_from": "too_long",
        "due_to": "wrong_type",
        "share": "wrong_type",
        "level": "invalid_choice",
        "iban": "too_short",
        "count": "out_of_range",
    }


def test_a_list_or_a_document_cannot_be_asked_for_in_a_query() -> None:
    for reference in (Bill.tags, Bill.notes):
        with pytest.raises(TypeError, match="query"):
            FromText(reference)


def test_the_description_says_what_is_read() -> None:
    members = BillBody.model_json_schema()["properties"]
    assert members["amount"]["pattern"] == r"^-?[0-9]{1,4}(\.[0-9]{1,2})?$"
    assert (members["due_on"]["format"], members["took"]["format"]) == ("date", "duration")
    assert [each["type"] for each in members["paid_on"]["anyOf"]] == ["string", "null"]
    assert (members["status"]["enum"], members["level"]["enum"]) == (["open", "paid"], [1, 2])
    assert members["word"]["maxLength"] == 3


@given(st.timedeltas())
def test_a_duration_that_is_written_is_read_again(length: timedelta) -> None:
    kept = field_type_of(timedelta)
    assert FromText(timedelta).read(write_text(length, kept)) == length


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3))
def test_a_decimal_that_is_written_is_read_again(number: Decimal) -> None:
    kept = field_type_of(Decimal)
    assert FromText(Decimal).read(write_text(number, kept)) == number


class Named(Schema):
    title: Annotated[str, FromLine(str, max_length=7)]


def test_a_line_of_text_is_trimmed_and_described() -> None:
    assert Named.model_validate({"title": " tea "}).title == "tea"
    assert Named.model_json_schema()["properties"]["title"] == {
        "title": "Title",
        "type": "string",
        "pattern": CLEAN_AND_TRIMMED,
        "minLength": 1,
        "maxLength": 7,
    }


@pytest.mark.parametrize("title", [" ", "x" * 8, 5, None])
def test_another_value_is_no_line_of_text(title: object) -> None:
    with pytest.raises(ValidationError):
        Named.model_validate({"title": title})


@pytest.mark.parametrize(("of", "options"), [(int, {}), (str, {})])
def test_a_line_is_a_text_with_a_longest_length(of: type, options: dict[str, int]) -> None:
    with pytest.raises(TypeError, match="declare a text with max_length"):
        FromLine(of, **options)


def test_the_bounds_of_a_whole_number_are_the_same_for_readers_with_floating_point_numbers() -> None:
    described = json_schema(field_type_of(int))
    for bound, beyond in ((described["minimum"], -1), (described["maximum"], 1)):
        assert FromJson(int).read(bound) == bound == int(float(bound))
        assert float(bound + beyond) != float(bound)
        with pytest.raises(BrokenRule, match="out_of_range"):
            FromJson(int).read(bound + beyond)


@pytest.mark.parametrize("most", [1, 2, 3, 7])
def test_base64_fits_its_description_if_its_bytes_are_not_too_many(most: int) -> None:
    pattern = FromJson(bytes, max_length=most).described()["pattern"]
    for length in range(12):
        assert bool(re.search(pattern, b64encode(bytes(length)).decode())) is (length <= most)


@pytest.mark.parametrize(
    ("of", "sent"), [(time, "24:00"), (time, "23:60"), (time, "00:23:72.9"), (timedelta, "P1000000000D"), (bytes, "A")]
)
def test_a_text_that_is_no_value_does_not_fit_its_description(of: type, sent: str) -> None:
    form = FromJson(of)
    assert not re.search(form.described()["pattern"], sent)
    with pytest.raises((ValueError, TypeError)):
        form.read(sent)


def test_a_whole_number_may_be_written_with_a_point() -> None:
    assert [repr(FromJson(int).read(2.0)), FromJson(Level).read(1.0)] == ["2", Level.LOW]
    with pytest.raises(BrokenRule, match="out_of_range"):
        FromJson(int).read(1e300)
