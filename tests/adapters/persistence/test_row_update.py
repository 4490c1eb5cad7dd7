"""The statement that replaces a row."""

from sqlalchemy import make_url

from adapters.persistence.sqlalchemy.entity_table import entity_table
from adapters.persistence.sqlalchemy.row_update import RowUpdate
from domain.sessions.session import Session
from tests.contracts.people import session
from tests.support.clocks import StoppedClock

SQLITE = make_url("sqlite+aiosqlite://").get_dialect()()


def test_a_constant_column_is_not_set_so_that_its_index_is_left_alone() -> None:
    update = RowUpdate(entity_table(Session), frozenset({"user_id"}))
    assert "user_id" not in update.text(SQLITE)
    assert "user_id" in RowUpdate(entity_table(Session)).text(SQLITE)


def test_each_parameter_has_its_place() -> None:
    update = RowUpdate(entity_table(Session), frozenset({"user_id", "created_at"}))
    replaced = session(now=StoppedClock().now())
    bound = update.binder(SQLITE)({**replaced.values(), "version": 8}, 7)
    places = [part.split(" = ")[0].split()[-1] for part in update.text(SQLITE).split("?")[:-1]]
    by_place = list(zip(places, bound, strict=True))
    assert by_place[0] == ("version", 8)
    assert by_place[-2:] == [("id", replaced.pk.hex), ("version", 7)]
    assert ("platform", "customer") in by_place
