"""The content of bodies: every fault at once, each by its code."""

import json

import pytest

from tests.entrypoints.http.client import ADMIN, CUSTOMER, JSON, LOGIN, Client

REGISTER = {"email": "ada@example.org", "first_name": "Ada", "last_name": "Lovelace", "password": "open sesame"}


async def faults(http: Client, path: str, body: object) -> list[tuple[str, str]]:
    signed = ADMIN if path.startswith("/admin") else CUSTOMER
    reply = await http.send("POST", path, {**signed, **JSON}, data=json.dumps(body))
    assert (reply.status, reply.code) == (422, "validation_failed")
    return reply.faults


async def test_every_faulty_field_is_named_at_once(http: Client) -> None:
    body = {"email": "nobody", "first_name": " ", "language": "tlh", "password": "x", "role": "admin", "äß": 1}
    assert await faults(http, "/customer/auth/register", body) == [
        ("email", "invalid_email"),
        ("first_name", "too_short"),
        ("last_name", "missing"),
        ("language", "invalid_choice"),
        ("password", "too_short"),
        ("role", "unknown_field"),
        ("äß", "unknown_field"),
    ]


FIELDS = {
    "email of another type": ({"email": 5}, "wrong_type"),
    "email null": ({"email": None}, "wrong_type"),
    "email with a surrogate": ({"email": "\ud800@example.org"}, "invalid_text"),
    "email with a control character": ({"email": "a\x00@example.org"}, "invalid_text"),
    "name empty": ({"first_name": ""}, "too_short"),
    "name of blanks": ({"first_name": "  "}, "too_short"),
    "name of 101": ({"first_name": "x" * 101}, "too_long"),
    "name with a surrogate": ({"first_name": "\udfff"}, "invalid_text"),
    "name with a NUL": ({"first_name": "A\x00"}, "invalid_text"),
    "name a list": ({"first_name": ["Ada"]}, "wrong_type"),
    "name a truth value": ({"first_name": True}, "wrong_type"),
    "language null": ({"language": None}, "wrong_type"),
    "language of another type": ({"language": {}}, "wrong_type"),
    "language in capitals": ({"language": "DE"}, "invalid_choice"),
    "password null": ({"password": None}, "wrong_type"),
    "password of one's name": ({"password": "Lovelace1843"}, "common_password"),
    "password of one's address": ({"password": "-ada@example.org-"}, "common_password"),
}


@pytest.mark.parametrize(("change", "code"), FIELDS.values(), ids=FIELDS)
async def test_a_faulty_field_has_its_code(http: Client, change: dict[str, object], code: str) -> None:
    assert await faults(http, "/customer/auth/register", {**REGISTER, **change}) == [(next(iter(change)), code)]


async def test_a_body_that_is_no_object_says_what_is_wanted(http: Client) -> None:
    reply = await http.send("POST", "/customer/auth/login", {**CUSTOMER, **JSON}, data="[]")
    assert reply.json["errors"] == [
        {"field": "", "code": "wrong_type", "detail": "This must be an object with named members"}
    ]


async def test_a_password_is_not_held_against_words_that_are_faulty_themselves(http: Client) -> None:
    body = {**REGISTER, "last_name": "open\x00", "password": "open\x00 sesame"}
    assert await faults(http, "/customer/auth/register", body) == [("last_name", "invalid_text")]


@pytest.mark.parametrize(
    ("password", "code"), [("", "too_short"), ("x" * 1025, "too_long"), ("\ud800", "invalid_text")]
)
async def test_a_password_to_compare_has_loose_bounds(http: Client, password: str, code: str) -> None:
    assert await faults(http, "/customer/auth/login", {**LOGIN, "password": password}) == [("password", code)]


async def test_a_password_to_compare_may_be_short(http: Client) -> None:
    assert (await http.send("POST", "/customer/auth/login", json={**LOGIN, "password": "x"})).status == 200


async def test_faults_deep_inside_have_dotted_paths(http: Client) -> None:
    body = {"people": [LOGIN, {"email": 5, "x.y": 1}], "age": 150}
    assert await faults(http, "/admin/nested", body) == [
        ("people.1.email", "wrong_type"),
        ("people.1.password", "missing"),
        ("people.1.x.y", "unknown_field"),
        ("age", "out_of_range"),
    ]


AGES = {-1: "out_of_range", 1.5: "wrong_type", True: "wrong_type", "5": "wrong_type", 10**400: "out_of_range"}


@pytest.mark.parametrize(("age", "code"), AGES.items(), ids=[str(age)[:9] for age in AGES])
async def test_a_number_is_exact_and_in_range(http: Client, age: object, code: str) -> None:
    assert await faults(http, "/admin/nested", {"people": [LOGIN], "age": age}) == [("age", code)]


@pytest.mark.parametrize(("people", "code"), [([], "too_short"), ([LOGIN] * 3, "too_long"), (LOGIN, "wrong_type")])
async def test_a_list_is_in_bounds(http: Client, people: object, code: str) -> None:
    assert await faults(http, "/admin/nested", {"people": people, "age": 1}) == [("people", code)]


async def test_a_member_of_a_list_that_is_no_object_has_the_wrong_type(http: Client) -> None:
    assert await faults(http, "/admin/nested", {"people": [[]], "age": 1}) == [("people.0", "wrong_type")]


@pytest.mark.parametrize("body", [[], [LOGIN], "x", 5, 1.5, True, None])
async def test_a_body_that_is_no_object_is_wrong_as_a_whole(http: Client, body: object) -> None:
    assert await faults(http, "/customer/auth/login", body) == [("", "wrong_type")]


async def test_a_missing_body_is_missing_its_members(http: Client) -> None:
    reply = await http.send("POST", "/customer/auth/login")
    assert reply.faults == [("email", "missing"), ("password", "missing")]


async def test_a_body_without_required_members_may_be_missing(http: Client) -> None:
    path = "/admin/users/00000000-0000-4000-8000-000000000007/lock"
    bare, empty = await http.send("POST", path), await http.send("POST", path, json={})
    assert [(reply.status, reply.json["sent"]) for reply in (bare, empty)] == [(200, []), (200, [])]


async def test_a_route_without_a_body_takes_an_empty_object_and_nothing_else(http: Client) -> None:
    path = "/customer/auth/logout-all"
    assert (await http.send("POST", path, json={})).status == 204
    assert await faults(http, path, {"a": 1, "b": 2}) == [("a", "unknown_field"), ("b", "unknown_field")]
    bodies: tuple[object, ...] = ([], None, 0, "")
    for body in bodies:
        assert await faults(http, path, body) == [("", "wrong_type")]


async def test_a_member_that_is_left_out_of_a_change_is_not_sent(http: Client) -> None:
    reply = await http.send("PATCH", "/customer/me", json={"language": "de"})
    assert reply.json["sent"] == ["language"]


@pytest.mark.parametrize("name", ["first_name", "language", "is_staff"])
async def test_null_in_a_change_has_the_wrong_type(http: Client, name: str) -> None:
    reply = await http.send("PATCH", "/customer/me", json={name: None})
    assert (reply.status, reply.faults) == (422, [(name, "wrong_type")])


async def test_very_many_faults_are_told_in_part(http: Client) -> None:
    told = await faults(http, "/customer/auth/login", {f"a{number}": 1 for number in range(1000)})
    assert len(told) == 100


async def test_a_name_that_cannot_be_shown_is_told_without_it(http: Client) -> None:
    told = await faults(http, "/customer/auth/login", {**LOGIN, "a\n\x9b": 1, "x" * 5000: 1})
    assert told == [("a\ufffd\ufffd", "unknown_field"), ("x" * 200, "unknown_field")]


async def test_a_name_that_is_no_text_is_a_fault_of_the_whole(http: Client) -> None:
    assert await faults(http, "/customer/auth/login", {**LOGIN, "\ud800": 1}) == [("", "invalid_text")]


async def test_sentences_name_the_bounds_and_the_choices(http: Client) -> None:
    reply = await http.send(
        "POST", "/customer/auth/register", json={**REGISTER, "first_name": "x" * 101, "language": "x"}
    )
    assert [fault["detail"] for fault in reply.json["errors"]] == [
        "Use at most 100 characters",
        "Choose one of these: ar, de, en, es, fr, it, ru",
    ]
