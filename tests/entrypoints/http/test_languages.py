"""The language of answers."""

import pytest

from tests.entrypoints.http.client import CUSTOMER, Client, Reply


async def refused_in(http: Client, *accepted: str) -> Reply:
    headers = [("X-Source", "shop"), *(("Accept-Language", value) for value in accepted)]
    return await http.send("GET", "/customer/me", headers=headers)


@pytest.mark.parametrize("language", ["ar", "de", "es", "fr", "it", "ru"])
async def test_an_error_is_said_in_the_language_that_was_asked_for(http: Client, language: str) -> None:
    reply = await refused_in(http, language)
    assert reply.headers["Content-Language"] == language
    assert reply.json["detail"].startswith(f"[{language}] ")
    assert reply.json["title"].startswith(f"[{language}] ")


async def test_english_answers_a_language_that_there_is_not(http: Client) -> None:
    for accepted in ([], ["ja"], [";;;q=x"], [""], ["x" * 5000], ["\udcff"]):
        reply = await refused_in(http, *accepted)
        assert (reply.status, reply.headers["Content-Language"]) == (400, "en")


async def test_several_headers_are_one_list(http: Client) -> None:
    assert (await refused_in(http, "ja", "it")).headers["Content-Language"] == "it"


async def test_the_faults_of_fields_are_translated(http: Client) -> None:
    reply = await http.send("PATCH", "/customer/me", {**CUSTOMER, "Accept-Language": "de"}, json={"first_name": 5})
    assert reply.json["errors"][0]["detail"].startswith("[de] ")


async def test_without_a_wish_the_user_is_answered_in_their_own_language(http: Client) -> None:
    own = await http.send("GET", "/customer/seen", headers=CUSTOMER)
    unmet = await http.send("PATCH", "/customer/me", {**CUSTOMER, "Accept-Language": "ja"}, json={"first_name": 5})
    assert (own.json["language"], own.headers["Content-Language"]) == ("fr", "fr")
    assert unmet.json["detail"].startswith("[fr] ")


async def test_a_wish_comes_before_the_stored_language(http: Client) -> None:
    reply = await http.send("GET", "/customer/seen", headers={**CUSTOMER, "Accept-Language": "de-CH, en;q=0.5"})
    assert (reply.json["language"], reply.headers["Content-Language"]) == ("de", "de")
