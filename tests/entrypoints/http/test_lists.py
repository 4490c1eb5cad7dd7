"""What lists are asked for, and how they are answered."""

from uuid import UUID

import pytest

from domain.shared_kernel.pagination import Position
from domain.shared_kernel.sorting import Sort
from entrypoints.schemas.cursors import list_scope
from tests.entrypoints.http.client import Client, Reply
from tests.entrypoints.http.toy_app.schemas import NOW, a_user
from tests.entrypoints.http.toy_app.service import CURSORS

LIST = list_scope("/admin/users", {})
NEXT = CURSORS.write(Position(NOW, a_user().pk), Sort("created_at"), LIST)


async def find(http: Client, **params: str) -> Reply:
    return await http.send("GET", "/admin/users", params=params)


async def test_a_page_tells_where_it_stands_and_what_follows(http: Client) -> None:
    reply = await find(http)
    user = {
        "id": "00000000-0000-4000-8000-000000000007",
        "email": "ada@example.org",
        "language": "fr",
        "created_at": "2026-01-02T03:04:05Z",
    }
    assert reply.json == {
        "items": [user],
        "next": NEXT,
        "total": 3,
        "total_as_of": None,
        "limit": 20,
        "offset": 0,
    }


async def test_the_next_page_is_found_by_its_cursor(http: Client) -> None:
    reply = await find(http, after=NEXT, limit="7")
    assert (reply.status, reply.json["limit"], reply.json["offset"]) == (200, 7, None)


GOOD = [
    {"limit": "1", "offset": "0"},
    {"limit": "100", "offset": "10000"},
    {"sort": "-created_at", "total": "none"},
    {"sort": "email", "total": "recent"},
    {"is_staff": "true", "language": "de", "q": "lo"},
    {"created_from": "2026-01-01T00:00:00Z", "created_to": "2026-01-01t00:00:00.1234567+02:00"},
    {"actor": "00000000-0000-4000-8000-000000000007"},
]


@pytest.mark.parametrize("params", GOOD)
async def test_good_parameters_are_taken(http: Client, params: dict[str, str]) -> None:
    assert (await find(http, **params)).status == 200


BAD = [
    ("limit", "0", "out_of_range"),
    ("limit", "101", "out_of_range"),
    ("limit", "-1", "out_of_range"),
    ("limit", "9" * 5000, "out_of_range"),
    ("limit", "", "wrong_type"),
    ("limit", "1.0", "wrong_type"),
    ("limit", "+1", "wrong_type"),
    ("limit", "1e1", "wrong_type"),
    ("limit", " 1", "wrong_type"),
    ("limit", "1_0", "wrong_type"),
    ("limit", "\u0661", "wrong_type"),
    ("offset", "10001", "out_of_range"),
    ("offset", "-1", "out_of_range"),
    ("total", "all", "invalid_choice"),
    ("sort", "password_hash", "invalid_choice"),
    ("sort", "+email", "invalid_choice"),
    ("sort", "--email", "invalid_choice"),
    ("sort", "", "invalid_choice"),
    ("is_staff", "True", "wrong_type"),
    ("is_staff", "1", "wrong_type"),
    ("is_staff", "", "wrong_type"),
    ("language", "DE", "invalid_choice"),
    ("q", "", "too_short"),
    ("q", "x" * 101, "too_long"),
    ("q", "a\x00b", "invalid_text"),
    ("actor", "7", "wrong_type"),
    ("created_from", "2026-01-01", "wrong_type"),
    ("created_from", "2026-01-01T00:00:00", "wrong_type"),
    ("created_from", "2026-01-01 00:00:00Z", "wrong_type"),
    ("created_from", "2026-13-01T00:00:00Z", "wrong_type"),
    ("created_from", "2026-01-01T00:00:00+25:00", "wrong_type"),
    ("created_from", "0001-01-01T00:00:00+14:00", "wrong_type"),
    ("created_from", "9999-12-31T23:59:59-14:00", "wrong_type"),
    ("created_from", "1767225600", "wrong_type"),
    ("role", "admin", "unknown_field"),
    ("after", "", "invalid_cursor"),
    ("after", "x", "invalid_cursor"),
    ("after", NEXT + "=", "invalid_cursor"),
    ("after", NEXT[:-1], "invalid_cursor"),
    ("after", "A" + NEXT[1:], "invalid_cursor"),
    ("after", "ä", "invalid_cursor"),
]


@pytest.mark.parametrize(("name", "value", "code"), BAD, ids=[f"{name}={value[:30]!r}" for name, value, _ in BAD])
async def test_bad_parameters_have_their_codes(http: Client, name: str, value: str, code: str) -> None:
    reply = await find(http, **{name: value})
    assert (reply.status, reply.faults) == (422, [(name, code)])


async def test_every_bad_parameter_is_named_at_once(http: Client) -> None:
    reply = await find(http, limit="x", sort="x", after=NEXT, q="")
    assert sorted(reply.faults) == [("limit", "wrong_type"), ("q", "too_short"), ("sort", "invalid_choice")]


async def test_offset_and_cursor_exclude_each_other(http: Client) -> None:
    reply = await find(http, offset="0", after=NEXT)
    assert (reply.status, reply.faults) == (422, [("after", "invalid_choice")])


@pytest.mark.parametrize("sort", ["-created_at", "email"])
async def test_a_cursor_is_of_no_use_in_another_order(http: Client, sort: str) -> None:
    reply = await find(http, after=NEXT, sort=sort)
    assert (reply.status, reply.faults) == (422, [("after", "invalid_cursor")])


async def test_a_parameter_is_given_once(http: Client) -> None:
    reply = await http.send("GET", "/admin/users?limit=1&limit=1&is_staff=x")
    assert sorted(reply.faults) == [("is_staff", "wrong_type"), ("limit", "wrong_type")]


async def test_very_many_repeated_parameters_are_told_in_part(http: Client) -> None:
    reply = await http.send("GET", "/admin/users?" + "&".join(f"a{number % 200}" for number in range(400)))
    assert len(reply.faults) == 100


@pytest.mark.parametrize("query", ["q=%ff%fe", "q=%ED%A0%80", "%ff=1", "=", "&&", "a;b", "q=%zz%", "[]=1", "q[]=1"])
async def test_no_spelling_of_a_query_is_a_failure(http: Client, query: str) -> None:
    reply = await http.send("GET", f"/admin/users?{query}")
    assert reply.status in {200, 422}


async def test_a_route_without_parameters_takes_none(http: Client) -> None:
    reply = await http.send("GET", "/customer/me?verbose=1")
    assert (reply.status, reply.faults) == (422, [("verbose", "unknown_field")])


async def test_faults_of_body_and_query_are_told_together(http: Client) -> None:
    reply = await http.send("POST", "/customer/auth/login?a=1", json={"email": "ada@example.org"})
    assert reply.faults == [("password", "missing"), ("a", "unknown_field")]


def test_ids_in_cursors_are_ids() -> None:
    assert isinstance(CURSORS.read(NEXT, Sort("created_at"), LIST).pk, UUID)
