"""The forms of a field of each type in the files of a domain: its annotation, its column, and examples for tests.

``PLAIN`` has the primitive types of the registry, each with the names by which the command line knows it.

One file although it is long: it is the list of how a domain says each type of field, and each is a few lines."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import attrs

from domain.shared_kernel.field_types.primitives import form_of_each

_DATETIME = "from datetime import"


@attrs.frozen(kw_only=True)
class FieldForm:
    """``annotation`` is the type of the values, for which ``imports`` are needed; ``options`` are those of ``field()``,
    ``column`` makes the column of a migration. ``example`` is a value in the JSON of a body, ``value`` the same in
    Python with ``value_imports``, ``other`` one that differs, as a query has it, and ``wrong`` one that is refused with
    the code ``fault``. ``members`` are those of an enumeration, with their values in Python. Fields that are
    ``is_indexed`` are filters of lists, and a column of the command line if ``is_listed``."""

    annotation: str
    column: str
    example: str
    value: str
    imports: tuple[str, ...] = ()
    value_imports: tuple[str, ...] = ()
    options: str = ""
    other: str = ""
    wrong: str = '"?"'
    fault: str = "wrong_type"
    is_searched: bool = False
    is_indexed: bool = False
    is_listed: bool = True
    members: Mapping[str, str] = attrs.field(factory=dict)


@attrs.frozen
class PlainType:
    """A primitive type, and its names on the command line, of which the first is the documented one. ``takes`` are the
    arguments that it is written with, such as ``12,2``; with ``default`` they may be left out."""

    names: tuple[str, ...]
    form: FieldForm
    takes: str = ""
    default: str = ""


PLAIN: Mapping[type, PlainType] = form_of_each(
    {
        bool: PlainType(
            ("bool", "boolean"),
            FieldForm(annotation="bool", column="sa.Boolean()", example="True", value="True"),
        ),
        int: PlainType(
            ("int", "integer"),
            FieldForm(annotation="int", column="integer()", example="2", value="2"),
        ),
        str: PlainType(
            ("text", "str", "string"),
            FieldForm(
                annotation="str",
                options="max_length={0}",
                column="text({0})",
                example='"Green tea"',
                value='"Green tea"',
                wrong='" "',
                fault="too_short",
                is_searched=True,
            ),
            takes="200",
            default="200",
        ),
        float: PlainType(
            ("float",),
            FieldForm(annotation="float", column="sa.Double()", example="0.5", value="0.5"),
        ),
        Decimal: PlainType(
            ("decimal",),
            FieldForm(
                annotation="Decimal",
                imports=("from decimal import Decimal",),
                options="precision={0}, scale={1}",
                column="decimal({0}, {1})",
                example='"{2}"',
                value='Decimal("{2}")',
                value_imports=("from decimal import Decimal",),
            ),
            takes="12,2",
        ),
        datetime: PlainType(
            ("datetime",),
            FieldForm(
                annotation="datetime",
                imports=(f"{_DATETIME} datetime",),
                column="sa.DateTime(timezone=True)",
                example='"2026-05-01T12:00:00Z"',
                value="datetime(2026, 5, 1, 12, tzinfo=UTC)",
                value_imports=(f"{_DATETIME} UTC, datetime",),
            ),
        ),
        date: PlainType(
            ("date",),
            FieldForm(
                annotation="date",
                imports=(f"{_DATETIME} date",),
                column="sa.Date()",
                example='"2026-05-01"',
                value="date(2026, 5, 1)",
                value_imports=(f"{_DATETIME} date",),
                other="1999-12-31",
                is_indexed=True,
            ),
        ),
        time: PlainType(
            ("time",),
            FieldForm(
                annotation="time",
                imports=(f"{_DATETIME} time",),
                column="sa.Time()",
                example='"08:30:00"',
                value="time(8, 30)",
                value_imports=(f"{_DATETIME} time",),
            ),
        ),
        timedelta: PlainType(
            ("duration", "timedelta"),
            FieldForm(
                annotation="timedelta",
                imports=(f"{_DATETIME} timedelta",),
                column="duration()",
                example='"P1DT2H"',
                value="timedelta(days=1, hours=2)",
                value_imports=(f"{_DATETIME} timedelta",),
            ),
        ),
        bytes: PlainType(
            ("bytes",),
            FieldForm(
                annotation="bytes",
                options="max_length={0}",
                column="sa.LargeBinary()",
                example='"AA=="',
                value='b"\\0"',
                is_listed=False,
            ),
            takes="1000",
            default="1000",
        ),
        UUID: PlainType(
            ("uuid",),
            FieldForm(
                annotation="UUID",
                imports=("from uuid import UUID",),
                column="sa.Uuid()",
                example='"0190f2c3-7a4b-7cde-8f01-23456789abcd"',
                value='UUID("0190f2c3-7a4b-7cde-8f01-23456789abcd")',
                value_imports=("from uuid import UUID",),
                other="0190f2c3-7a4b-7cde-8f01-000000000000",
                is_indexed=True,
            ),
        ),
    }
)

JSON = FieldForm(
    annotation="Json",
    imports=("from domain.shared_kernel.field_types.json_value import Json",),
    column="text()",
    example='{"seen": [1, 2]}',
    value='Json.of({"seen": [1, 2]})',
    value_imports=("from domain.shared_kernel.field_types.json_value import Json",),
    wrong="",
    is_listed=False,
)
