"""Numbers, money and dates in the language of who reads them."""

from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import IntEnum
from typing import Any
from uuid import UUID

import pytest

from adapters.mail_composer.markup import html_gettext, plain_gettext
from adapters.translator.babel import BabelTranslator
from adapters.translator.formats import FORMATS, money, shown
from domain.shared_kernel.field_types.json_value import Json
from domain.shared_kernel.field_types.primitives import PRIMITIVES
from domain.shared_kernel.language import Language


class Level(IntEnum):
    HIGH = 2000


EAST = timezone(timedelta(hours=2))
TIMES = [
    ("en", date(2026, 5, 1), "May 1, 2026"),
    ("de", date(2026, 5, 1), "1. Mai 2026"),
    ("fr", datetime(2026, 5, 1, 10, 30, tzinfo=EAST), "1 mai 2026, 08:30:00 TU"),
    ("de", time(8, 30), "08:30"),
    ("de", timedelta(days=1, hours=2), "1 Tag, 2 Stunden"),
    ("en", timedelta(seconds=-90), "-1 minute, -30 seconds"),
    ("en", timedelta(0), "0 seconds"),
]
NUMBERS = [
    ("en", Decimal("1234.50"), "1,234.50"),
    ("de", Decimal("1234.50"), "1.234,50"),
    ("de", Decimal("1E+3"), "1.000"),
    ("en", 12000, "12,000"),
    ("de", 0.25, "0,25"),
    ("en", Decimal(f"{10**36}.50"), f"1{',000' * 12}.50"),
    ("de", 1e30, f"1{'.000' * 10}"),
    ("de", float("inf"), "inf"),
    ("en", "1234", "1234"),
    ("en", True, "\N{CHECK MARK}"),
    ("en", UUID(int=1), "00000000-0000-0000-0000-000000000001"),
    ("en", b"a", "YQ=="),
    ("en", Level.HIGH, "2000"),
    ("en", Json.of([1]), "[1]"),
    ("en", object, "<class 'object'>"),
]


@pytest.mark.parametrize(("language", "value", "text"), TIMES + NUMBERS)
def test_a_value_is_written_in_the_language_of_the_reader(language: str, value: Any, text: str) -> None:
    assert plain(shown(value, Language(language))) == text


@pytest.mark.parametrize(
    ("language", "currency", "text"),
    [("en", "EUR", "€1,234.50"), ("de", "EUR", "1.234,50 €"), ("fr", "USD", "1 234,50 $US"), ("en", "JPY", "¥1,234")],
)
def test_money_is_written_as_its_currency_is(language: str, currency: str, text: str) -> None:
    assert plain(money(Decimal("1234.50"), currency, Language(language))) == text


def test_values_in_a_message_are_written_in_its_language_and_cannot_be_markup() -> None:
    translator, german = BabelTranslator(), Language("de")
    said = plain_gettext(translator, german)("{a} and {b}", a=Decimal("1234.50"), b=date(2026, 5, 1))
    assert said == "\u20681.234,50\u2069 and \u20681. Mai 2026\u2069"
    assert (
        html_gettext(translator, german)("{a} {b}", a=Decimal("0.50"), b="<b>")
        == "<bdi>0,50</bdi> <bdi>&lt;b&gt;</bdi>"
    )


def test_every_primitive_has_a_form() -> None:
    assert FORMATS.keys() == PRIMITIVES.keys()


def plain(text: str) -> str:
    """The text with plain blanks: some languages have narrow ones that do not break."""
    return text.replace("\u202f", " ").replace("\xa0", " ")
