"""A service that speaks the languages of ``CORTEX_LANGUAGES`` and no other, and people who came before it was so."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from adapters.mailer.memory import MemoryMailer
from domain.shared_kernel.language import Language
from tests.support.app_harness import app_harness
from tests.system.api.client import Client
from tests.system.api.conftest import Service, serving
from tests.system.pages.readers import BROWSER, Reader

ADA = "ada@example.org"


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    async with app_harness("memory", tmp_path, languages="de,en") as harness, serving(harness) as client:
        yield Service(harness, client)


@pytest.fixture
async def ada(service: Service) -> Client:
    """Her account has a language of before."""
    await service.client.register(ADA)
    async with service.harness.container.ports().begin() as work:
        (user,) = await work.users.select_all()
        await work.users.update(user, language=Language("fr"))
        await work.commit()
    return await service.client.signed_in(ADA)


@pytest.mark.parametrize(
    ("header", "language"), {"": "de", "fr": "de", "fr, en;q=0.1": "en", "en-GB": "en", "*": "de"}.items()
)
async def test_an_answer_is_in_one_of_them(service: Service, header: str, language: str) -> None:
    refused = await service.client("GET", "/nowhere", Accept_Language=header)
    titles = {"de": "Nicht gefunden", "en": "Not found"}
    assert (refused.headers["Content-Language"], refused.body["title"]) == (language, titles[language])


async def test_a_person_of_another_language_gets_the_default_one_and_nothing_fails(ada: Client) -> None:
    me = await ada("GET", "/me")
    assert (me.status, me.body["language"], me.headers["Content-Language"]) == (200, "fr", "de")
    assert (await ada("GET", "/me/sessions/7", Accept_Language="xx")).headers["Content-Language"] == "de"
    edited = await ada("PATCH", "/me", {"first_name": "Augusta"})
    assert (edited.status, edited.body["language"]) == (200, "fr")
    assert (await ada("GET", "/me/export")).status == 200


async def test_a_mail_to_such_a_person_is_in_the_default_language(service: Service, ada: Client) -> None:
    await ada("POST", "/me/email", {"new_email": "augusta@example.org", "password": "vXq3-mountain-river"})
    await service.harness.mails()
    mailer = service.harness.container.mailer()
    assert isinstance(mailer, MemoryMailer)
    for mail in mailer.mails[-2:]:
        assert mail.language == "de"
        assert '<html lang="de" dir="ltr">' in mail.html
        assert "Grace" in mail.text


async def test_a_language_that_is_not_spoken_cannot_be_chosen(ada: Client) -> None:
    refused = await ada("PATCH", "/me", {"language": "fr"}, Accept_Language="en")
    assert (refused.status, refused.faults) == (422, {"language": "invalid_choice"})
    assert refused.body["errors"][0]["detail"] == "Choose one of these: de, en"
    assert (await ada("PATCH", "/me", {"language": "en"})).body["language"] == "en"


async def test_a_registration_without_a_language_gets_that_of_the_request(service: Service) -> None:
    assert (await service.client.register(ADA)).body["language"] == "de"


async def test_pages_offer_only_these(service: Service) -> None:
    seen = await Reader(service).get("/?lang=fr", Accept=BROWSER)
    (html,) = seen.page.all("html")
    assert (html["lang"], [link["hreflang"] for link in seen.page.all("a") if "hreflang" in link]) == ("de", ["en"])


async def test_the_description_of_the_api_names_only_these(service: Service) -> None:
    document: Any = (await Reader(service).get("/openapi.json")).json
    language = document["components"]["schemas"]["Language"]
    assert (language["enum"], language["examples"]) == (["de", "en"], ["de"])
    accepted = document["components"]["parameters"]["AcceptLanguage"]["description"]
    assert accepted == "The best of de, en is answered in"
    assert "spoken-language" not in str(document)
    properties = document["components"]["schemas"]["RegisterBody"]["properties"]
    assert properties["language"] == {"$ref": "#/components/schemas/Language"}


async def test_no_catalogue_but_theirs_is_loaded(service: Service) -> None:
    assert list(service.harness.container.translator().languages) == ["de", "en"]
