"""Random rows and random questions about them. Values come from a small pool, so that rows meet and questions hit."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from domain.shared_kernel.field_types.json_value import Json
from domain.shared_kernel.filters import And, Compare, Comparison, Contains, Filter, IsNone, Not, OneOf, Or, StartsWith
from domain.shared_kernel.sorting import Sort
from tests.contracts.sample_entities import Colour, Mood, Oddity, Size, Weight

LEAST, MOST = -(2**63), 2**63 - 1

_LETTERS = "aAbßs%_\\'e\u0301\u0307İi"  # few, so that texts contain and begin with each other
_EDGES = ["", " ", '"', "SS", "ẞ", "i̇", "\u0131", "I", "ﬁ", "fi", "é", "É", "Σ", "ς", "\u03c3", "ͅ", "ΐ", "ǰ", "𐐀", "𐐨"]
_ENDS = ["\U0010ffff", "\uffff", "🎈"]  # UTF-8 sorts them as code points, UTF-16 would not
_CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")  # PostgreSQL keeps neither

pieces = st.one_of(st.sampled_from([*_LETTERS, *_EDGES, *_ENDS]), st.text(_LETTERS, max_size=2))
texts = st.one_of(pieces, st.lists(pieces, max_size=3).map("".join), st.text(_CHARACTERS, max_size=4))
integers = st.one_of(st.integers(-2, 2), st.sampled_from([LEAST, MOST, LEAST + 1, 2**53 + 1]), st.integers(LEAST, MOST))
_zones = st.sampled_from([UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-9, minutes=-30))])
_some_day = datetime(2026, 3, 29, 1, 59, 59, 999999, tzinfo=UTC)
_first, _last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
instants = st.one_of(
    st.sampled_from(
        [
            _first,
            _last,
            _some_day,
            _some_day + timedelta(microseconds=1),
            _some_day.astimezone(timezone(timedelta(hours=5))),
        ]
    ),
    st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=_zones),  # noqa: DTZ001  # it adds the zone
)
moods = st.sampled_from(Mood)


def decimals(precision: int, scale: int) -> st.SearchStrategy[Decimal]:
    """Numbers that fit, some of them written with fewer digits than are kept, and the ends."""
    most = 10**precision - 1
    unscaled = st.one_of(
        st.integers(-2, 2), st.sampled_from([most, -most, most - 1, 1 - most, 10**scale, 15 * 10**scale // 10])
    )
    exact = unscaled.map(lambda number: Decimal((int(number < 0), tuple(map(int, str(abs(number)))), -scale)))
    return exact | st.sampled_from([Decimal("-0"), Decimal("0E+3"), Decimal("1.0"), Decimal(1), Decimal("-1E0")])


_day = date(2026, 3, 29)
floats = st.one_of(
    st.sampled_from([0.0, -0.0, 5e-324, -5e-324, 2.2250738585072014e-308, 1e308, -1e308, 0.1, 0.1 + 0.2, 1.0]),
    st.floats(allow_nan=False, allow_infinity=False),
)
days = st.sampled_from([date.min, date.max, _day, _day + timedelta(days=1), date(999, 12, 31), date(1000, 1, 1)])
times = st.sampled_from([time.min, time.max, time(12), time(12, 0, 0, 1), time(1, 59, 59, 999999, fold=1), time(23)])
durations = st.one_of(
    st.sampled_from([timedelta.min, timedelta.max, timedelta(0), timedelta(microseconds=-1), timedelta(days=31)]),
    st.timedeltas(),
)
seals = st.sampled_from([b"", b"\0", b"\0\0", b"\xff", b"\x7f\x80", b"A", b"a", b"\xff" * 8])
marks = st.sampled_from([UUID(int=0), UUID(int=2**128 - 1), UUID(int=1), UUID(int=2**127), UUID(int=2**64)])
jsons = st.sampled_from(
    [None, {}, [], "", "\0", "🎈", 1, 1.0, -0.0, 2**70, True, {"b": [1, {"a": None}], "a": "ä"}, {"": 5e-324}]
).map(Json.of)
tag_lists = st.lists(st.sampled_from(["", "a", "A", '"', "🎈", "\0", ",", "[]"]), max_size=3).map(tuple)
score_lists = st.lists(decimals(4, 1), max_size=2).map(tuple)
weights = decimals(20, 3).map(Weight)
colours = st.builds(Colour, st.integers(-1, 10), st.integers(0, 1))

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "pk": integers,
    "version": st.integers(1, 3),
    "name": texts,
    "nickname": texts,
    "title": texts,
    "alias": texts,
    "number": integers,
    "rank": integers,
    "is_rare": st.booleans(),
    "is_liked": st.booleans(),
    "seen_at": instants,
    "lost_at": instants,
    "mood": moods,
    "last_mood": moods,
    "price": decimals(6, 2),
    "mass": decimals(38, 19),
    "share": floats,
    "due_on": days,
    "opens_at": times,
    "took": durations,
    "seal": seals,
    "mark": marks,
    "size": st.sampled_from(Size),
    "notes": jsons,
    "tags": tag_lists,
    "scores": score_lists,
    "weight": weights,
    "colour": colours,
}
_NULLABLE = {name for name, reference in Oddity.fields.items() if reference.is_nullable}
_ORDERED = {name for name, reference in Oddity.fields.items() if reference.field_type.is_ordered}
_TEXTS = ["name", "nickname", "title", "alias", "mood", "last_mood"]

_rows = st.fixed_dictionaries({k: st.none() | v if k in _NULLABLE else v for k, v in VALUES.items()})


def _oddity(values: dict[str, Any]) -> Oddity:
    return Oddity(**values)


_oddities = _rows.map(_oddity)
tables = st.lists(_oddities, min_size=4, max_size=12, unique_by=lambda oddity: oddity.pk)

_fields = st.sampled_from([*VALUES, "title", "alias", "title", "alias"])  # most can go wrong with keys
_equality = st.sampled_from([Comparison.EQ, Comparison.NE])


def _comparisons(name: str) -> st.SearchStrategy[Filter]:
    operators = st.sampled_from(Comparison) if name in _ORDERED else _equality
    return st.builds(Compare, st.just(name), operators, VALUES[name])


_leaves = st.one_of(
    _fields.flatmap(_comparisons),
    _fields.flatmap(
        lambda name: st.builds(OneOf, st.just(name), st.lists(st.none() | VALUES[name], max_size=4).map(tuple))
    ),
    st.builds(Contains, st.sampled_from(_TEXTS), pieces),
    st.builds(StartsWith, st.sampled_from(_TEXTS), pieces),
    st.builds(IsNone, _fields),
)


def _combined(parts: st.SearchStrategy[Filter]) -> st.SearchStrategy[Filter]:
    several = st.lists(parts, max_size=3).map(tuple)
    return st.builds(And, several) | st.builds(Or, several) | st.builds(Not, parts)


filters: st.SearchStrategy[Filter] = st.recursive(_leaves, _combined, max_leaves=6)
orders = st.builds(Sort, _fields.filter(_ORDERED.__contains__), st.booleans())
