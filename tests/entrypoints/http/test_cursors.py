"""Cursors: what was written is read, and nothing else."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.shared_kernel.field_types.primitives import form_of_each
from domain.shared_kernel.pagination import Position
from domain.shared_kernel.sorting import Sort
from domain.shared_kernel.text import BrokenRule
from entrypoints.schemas.cursors import Cursors
from tests.entrypoints.http.toy_app.service import CURSORS

ORDER = Sort("email")
MAX_REQUEST_LINE = 8_190
LIST = "/admin/users"
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
INSTANTS = st.datetimes(timezones=st.just(UTC))
BY_TYPE: dict[type, st.SearchStrategy[object]] = {
    bool: st.booleans(),
    int: st.integers(),
    str: TEXT,
    float: st.floats(allow_nan=False, allow_infinity=False),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False, places=3),
    datetime: INSTANTS,
    date: st.dates(),
    time: st.times(),
    timedelta: st.timedeltas(),
    bytes: st.binary(max_size=20),
    UUID: st.uuids(),
}
VALUES = st.none() | st.one_of(*form_of_each(BY_TYPE).values())


@given(VALUES, st.uuids() | st.integers())
def test_a_position_comes_back_as_it_was(value: object, pk: object) -> None:
    read = CURSORS.read(CURSORS.write(Position(value, pk), ORDER, LIST), ORDER, LIST)
    assert (read, type(read.value)) == (Position(value, pk), type(value))


@pytest.mark.parametrize("character", ["a", "é", "漢", "🦉", '"'])
def test_a_list_may_be_sorted_by_texts_of_a_thousand_characters_in_any_script(character: str) -> None:
    position = Position(character * 1_000, UUID(int=7))
    cursor = CURSORS.write(position, ORDER, LIST)
    assert CURSORS.read(cursor, ORDER, LIST) == position
    assert len(cursor) < MAX_REQUEST_LINE / 1.3


@given(st.data())
def test_a_changed_cursor_is_refused(data: st.DataObject) -> None:
    cursor = CURSORS.write(Position("ada@example.org", 7), ORDER, LIST)
    place = data.draw(st.integers(0, len(cursor) - 1))
    other = data.draw(st.sampled_from("ABCxyz019-_=+/ ").filter(lambda letter: letter != cursor[place]))
    with pytest.raises(BrokenRule) as refused:
        CURSORS.read(cursor[:place] + other + cursor[place + 1 :], ORDER, LIST)
    assert refused.value.code == "invalid_cursor"


@given(st.text())
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(BrokenRule):
        CURSORS.read(text, ORDER, LIST)


def test_the_cursor_of_another_key_is_refused() -> None:
    with pytest.raises(BrokenRule):
        CURSORS.read(Cursors(b"x" * 32).write(Position(1, 2), ORDER, LIST), ORDER, LIST)


def test_a_value_that_no_list_is_sorted_by_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="complex is no primitive"):
        CURSORS.write(Position(1.5j, 2), ORDER, LIST)


@pytest.mark.parametrize("other", ["", "/admin/jobs", "/admin/users?q=ada"])
def test_the_cursor_of_another_list_is_refused(other: str) -> None:
    with pytest.raises(BrokenRule) as refused:
        CURSORS.read(CURSORS.write(Position("ada@example.org", 7), ORDER, LIST), ORDER, other)
    assert refused.value.code == "invalid_cursor"
