"""What a field may hold, and the form that is kept of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Any
from uuid import UUID

import attrs
import pytest

from domain.shared_kernel.entity import Entity
from domain.shared_kernel.field_types.json_value import Json
from domain.shared_kernel.field_types.limits import Limits
from domain.shared_kernel.field_types.primitives import PRIMITIVES, form_of_each
from domain.shared_kernel.field_types.registry import field_type_of, register_field_type
from domain.shared_kernel.fields import Field, FieldOptions, FieldRef, field, identity

FOREIGN = timezone(timedelta(hours=5))
DIGITS = Limits(precision=4, scale=2)


@attrs.frozen
class Unknown:
    word: str


class Tone(StrEnum):
    DARK = "dark"


@attrs.frozen
class StoredTone:
    tone: Tone


@attrs.frozen
class Shade:
    word: str


register_field_type(StoredTone, stored_as=Tone, to_stored=lambda stored: stored.tone, from_stored=StoredTone)
register_field_type(Shade, stored_as=str, to_stored=lambda shade: shade.word, from_stored=Shade, is_ordered=False)


def test_a_type_that_nobody_registered_is_refused_with_the_line_that_registers_it() -> None:
    with pytest.raises(TypeError) as refused:

        class Parcel(Entity):
            label: Field[Unknown] = field()

    assert str(refused.value) == (
        "Parcel.label: no field type is registered for Unknown. In its module, add: "
        "register_field_type(Unknown, stored_as=str, to_stored=str, from_stored=Unknown), "
        "from domain.shared_kernel.field_types.registry"
    )


@pytest.mark.parametrize(
    ("annotation", "words"),
    [
        (list[str], "tuple[str, ...]"),
        (dict[str, str], "Json"),
        (set[int], "tuple[str, ...]"),
        (tuple[str, int], "tuple[str, ...]"),
        (tuple[Json, ...], "Json"),
        (tuple[str | None, ...], "scalars"),
        (str | int, "register_field_type"),
        (Any, "register_field_type"),
    ],
)
def test_a_type_that_no_storage_keeps_is_refused_with_one_to_declare_instead(annotation: Any, words: str) -> None:
    with pytest.raises(TypeError, match=words.replace("[", r"\[")):
        field_type_of(annotation)


def test_a_member_that_is_longer_than_its_column_is_refused() -> None:
    long = StrEnum("long", {"ONE": "x" * 33})
    with pytest.raises(TypeError, match="32"):
        field_type_of(long)


@attrs.frozen
class Weighed:
    grams: Decimal


register_field_type(Weighed, stored_as=Decimal, to_stored=lambda weighed: weighed.grams, from_stored=Weighed)


class Bill(Entity): ...


@pytest.mark.parametrize("limits", [Limits(), Limits(None, 4), Limits(None, 4, 5), Limits(None, 4, -1)], ids=repr)
def test_a_decimal_without_the_number_of_its_digits_is_refused(limits: Limits) -> None:
    for annotation in (Decimal, tuple[Decimal, ...], Weighed):
        with pytest.raises(TypeError, match=r"Bill\.total: .* field\(precision=12, scale=2\)"):
            FieldRef(Bill, "total", annotation, FieldOptions(precision=limits.precision, scale=limits.scale))


@pytest.mark.parametrize("scale", [0, 4])
def test_a_decimal_may_have_no_digit_or_every_one_behind_the_point(scale: int) -> None:
    total: FieldRef[Decimal] = FieldRef(Bill, "total", Decimal, FieldOptions(precision=4, scale=scale))
    assert total.field_type.canonical(Decimal(0)) == 0


@pytest.mark.parametrize(("value", "kept"), [("-0.0", "0.0"), ("-1.50", "-1.50")])
def test_a_decimal_that_no_column_keeps_has_the_digits_that_it_is_written_with(value: str, kept: str) -> None:
    assert str(field_type_of(Decimal).canonical(Decimal(value))) == kept
    with pytest.raises(ValueError, match="a number that is not finite"):
        field_type_of(Decimal).canonical(Decimal("NaN"))


@pytest.mark.parametrize(
    ("annotation", "is_ordered"),
    [(str, True), (StoredTone, True), (Shade, False), (Json, False), (tuple[str, ...], False)],
)
def test_rows_are_sorted_by_a_type_unless_its_order_means_nothing(annotation: Any, *, is_ordered: bool) -> None:
    assert field_type_of(annotation).is_ordered is is_ordered


def test_a_registered_type_is_made_of_a_value_of_the_type_that_it_is_stored_as() -> None:
    kept, dark = field_type_of(StoredTone), StoredTone(Tone.DARK)
    assert kept.canonical(dark) == dark
    assert kept.from_json(kept.to_json(dark)) == dark
    assert isinstance(kept.from_json("dark").tone, Tone)


def test_a_field_that_says_nothing_about_itself_is_required() -> None:
    class Tag(Entity):
        pk: Field[int] = identity()
        word: Field[str]

    assert Tag(word="x").word == "x"
    assert Tag.fields["word"].options == FieldOptions()
    with pytest.raises(TypeError, match="word"):
        Tag()  # type: ignore[call-arg]  # that is the error


def test_a_type_is_registered_once() -> None:
    with pytest.raises(ValueError, match="already"):
        register_field_type(Decimal, stored_as=str, to_stored=str, from_stored=Decimal)
    with pytest.raises(ValueError, match="already"):
        register_field_type(Weighed, stored_as=str, to_stored=str, from_stored=lambda text: Weighed(Decimal(text)))


class Size(IntEnum):
    SMALL = 1


CANONICAL: list[tuple[Any, Any, Any]] = [
    (Decimal, Decimal("1.5"), "Decimal('1.50')"),
    (Decimal, Decimal("-0"), "Decimal('0.00')"),
    (Decimal, Decimal("1E1"), "Decimal('10.00')"),
    (Decimal, 7, "Decimal('7.00')"),
    (Decimal, Decimal("-99.99"), "Decimal('-99.99')"),
    (float, -0.0, "0.0"),
    (float, 3, "3.0"),
    (time, time(1, fold=1), "datetime.time(1, 0)"),
    (datetime, datetime(2026, 5, 1, 3, tzinfo=FOREIGN), repr(datetime(2026, 4, 30, 22, tzinfo=UTC))),
    (tuple[Decimal, ...], (Decimal("1.5"),), "(Decimal('1.50'),)"),
    (Weighed, Weighed(Decimal("1.5")), "Weighed(grams=Decimal('1.50'))"),
    (Json, Json('{"b": 1, "a": [ ]}'), """Json(text='{"a":[],"b":1}')"""),
    (Size, 1, "<Size.SMALL: 1>"),
]


@pytest.mark.parametrize(("annotation", "value", "kept"), CANONICAL)
def test_equal_values_are_kept_alike(annotation: Any, value: Any, kept: str) -> None:
    field_type = field_type_of(annotation, DIGITS)
    found = field_type.canonical(value)
    assert repr(found) == kept
    assert field_type.canonical(found) == found
    assert field_type.key(field_type.key(value)) == field_type.key(found)


REFUSED: list[tuple[Any, Any]] = [
    (Decimal, Decimal("1.005")),
    (Decimal, Decimal("100")),
    (Decimal, Decimal("NaN")),
    (Decimal, Decimal("sNaN")),
    (Decimal, Decimal("-Infinity")),
    (Decimal, Decimal("1E+999999")),
    (Decimal, 1.5),
    (Decimal, True),
    (float, float("nan")),
    (float, float("inf")),
    (float, "1"),
    (float, True),
    (datetime, datetime(2026, 5, 1)),  # noqa: DTZ001  # naive on purpose
    (datetime, datetime.min.replace(tzinfo=FOREIGN)),
    (datetime, date(2026, 5, 1)),
    (date, datetime(2026, 5, 1, tzinfo=UTC)),
    (time, time(1, tzinfo=UTC)),
    (timedelta, 5),
    (bytes, bytearray(b"a")),
    (bytes, b"12345"),
    (Json, {}),
    (tuple[str, ...], ["a"]),
    (tuple[str, ...], (None,)),
    (tuple[UUID, ...], ("a",)),
    (tuple[float, ...], (float("nan"),)),
    (Weighed, Decimal(1)),
    (Weighed, Weighed(Decimal("1.234"))),
    (Size, 2),
]


@pytest.mark.parametrize(("annotation", "value"), REFUSED, ids=repr)
def test_a_value_that_not_every_storage_can_keep_is_refused(annotation: Any, value: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        field_type_of(annotation, Limits(4, 4, 2)).canonical(value)


SENTENCES: list[tuple[Any, Any, str]] = [
    (date, datetime(2026, 5, 1, tzinfo=UTC), "a date is a day: of an instant, take date() in the zone that is meant"),
    (
        time,
        time(1, tzinfo=UTC),
        "a time of day has no zone: keep an instant, or the name of the zone in another field",
    ),
    (float, "1", "a str in the place of a float"),
    (float, float("nan"), "neither a storage nor JSON keeps a number that is not finite"),
    (Decimal, 1.5, "a float in the place of a Decimal"),
    (Decimal, Decimal("1.005"), "1.005 has no place in 4 digits, 2 of them behind the point"),
    (bytes, b"12345", "5 bytes, of which at most 4 can be kept"),
    (Json, {}, "a dict in the place of a Json: make one by Json.of(…)"),
    (tuple[str, ...], ["a"], "a list in the place of a tuple"),
    (tuple[str, ...], (None,), "a NoneType in a tuple[str, ...]"),
    (Weighed, Decimal(1), "a Decimal in the place of a Weighed"),
]


@pytest.mark.parametrize(("annotation", "value", "sentence"), SENTENCES, ids=repr)
def test_a_refused_value_is_told_why(annotation: Any, value: Any, sentence: str) -> None:
    with pytest.raises((TypeError, ValueError)) as refused:
        field_type_of(annotation, Limits(4, 4, 2)).canonical(value)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("data", [float("nan"), "\ud800", {1: 2}, {"a": {1}}, ..., b"", Decimal(1)], ids=repr)
def test_a_document_holds_what_json_has(data: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        Json.of(data)


def test_a_document_is_not_deeper_than_a_body_may_be() -> None:
    deep: list[Any] = []
    for _ in range(31):
        deep = [deep]
    assert Json.of(deep).data == deep
    with pytest.raises(ValueError, match="deeper"):
        Json.of([deep])


def test_a_document_is_equal_to_one_that_is_written_alike() -> None:
    assert Json.of({"b": 1, "a": "ä"}) == Json.parse('{"a": "\\u00e4", "b": 1}') != Json.of({"a": "ä", "b": 1.0})
    assert Json.of({"a": ()}).data == {"a": []}


def test_a_table_of_forms_lacks_no_type_and_has_no_other() -> None:
    whole: dict[type, int] = dict.fromkeys(PRIMITIVES, 1)
    assert form_of_each(whole) == whole
    with pytest.raises(TypeError, match="Decimal"):
        form_of_each({name: form for name, form in whole.items() if name is not Decimal})
    with pytest.raises(TypeError, match="complex"):
        form_of_each({**whole, complex: 1})


SAMPLES: list[tuple[Any, Any]] = [
    (bool, True),
    (int, -(2**63)),
    (str, "🎈"),
    (float, 5e-324),
    (Decimal, Decimal("-0.50")),
    (datetime, datetime(1, 1, 1, tzinfo=UTC)),
    (date, date.max),
    (time, time.max),
    (timedelta, timedelta.min),
    (bytes, b"\xff\0"),
    (UUID, UUID(int=1)),
    (Json, Json.of({"a": [None]})),
    (tuple[date, ...], (date.min,)),
    (Size, Size.SMALL),
    (Weighed, Weighed(Decimal("1.50"))),
]


@pytest.mark.parametrize(("annotation", "value"), SAMPLES, ids=repr)
def test_a_value_survives_json(annotation: Any, value: Any) -> None:
    field_type = field_type_of(annotation, DIGITS)
    assert repr(field_type.from_json(field_type.to_json(value))) == repr(value)
    assert field_type.from_json(field_type.to_json(None)) is None


def test_every_primitive_has_a_sample_and_a_tag_of_its_own() -> None:
    assert {type_ for type_, _ in SAMPLES} >= PRIMITIVES.keys()
    assert len({primitive.tag for primitive in PRIMITIVES.values()}) == len(PRIMITIVES)


@pytest.mark.parametrize("stored", [5, None, "", "x", []])
def test_json_that_another_type_wrote_is_refused(stored: object) -> None:
    read: Callable[[object], object] = field_type_of(date).from_json
    if stored is None:
        assert read(stored) is None
    else:
        with pytest.raises((TypeError, ValueError)):
            read(stored)
