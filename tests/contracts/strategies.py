"""Random rows and random questions about them. Values come from a small pool, so that rows meet and questions hit."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from domain.shared_kernel.filters import And, Compare, Comparison, Contains, Filter, IsNone, Not, OneOf, Or, StartsWith
from domain.shared_kernel.sorting import Sort
from tests.contracts.sample_entities import Mood, Oddity

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
instants = st.one_of(
    st.sampled_from(
        [_some_day, _some_day + timedelta(microseconds=1), _some_day.astimezone(timezone(timedelta(hours=5)))]
    ),
    st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=_zones),  # noqa: DTZ001  # it adds the zone
)
moods = st.sampled_from(Mood)

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
}
_NULLABLE = {"nickname", "alias", "rank", "is_liked", "lost_at", "last_mood"}
_TEXTS = ["name", "nickname", "title", "alias", "mood", "last_mood"]

_rows = st.fixed_dictionaries({k: st.none() | v if k in _NULLABLE else v for k, v in VALUES.items()})


def _oddity(values: dict[str, Any]) -> Oddity:
    return Oddity(**values)


_oddities = _rows.map(_oddity)
tables = st.lists(_oddities, min_size=4, max_size=12, unique_by=lambda oddity: oddity.pk)

_fields = st.sampled_from([*VALUES, "title", "alias", "title", "alias"])  # most can go wrong with keys
_leaves = st.one_of(
    _fields.flatmap(lambda name: st.builds(Compare, st.just(name), st.sampled_from(Comparison), VALUES[name])),
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
orders = st.builds(Sort, _fields, st.booleans())
