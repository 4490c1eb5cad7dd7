"""In a language that puts every sentence into ⟦brackets⟧, nothing that people read stands outside of them."""

import json
import re
import sys
from collections.abc import AsyncIterator, Iterator
from functools import reduce
from importlib import import_module
from pathlib import Path

import attrs
import pytest
from dependency_injector import providers

from adapters.mail_composer.jinja import JinjaMailComposer
from application.ports.mail_kind import MailKind
from application.ports.translator import Translator
from domain.shared_kernel.errors import BaseAppException, FieldError, ValidationException
from domain.shared_kernel.language import Language, Languages
from domain.shared_kernel.messages import Message
from entrypoints.http.kit.problems import Problems
from entrypoints.http.pages.problem_codes import problem_codes
from tests.support.app_harness import app_harness
from tests.support.html import Page
from tests.support.languages import LANGUAGES
from tests.support.mail_factories import ADA, EACH_MAIL, URL, a_letter
from tests.system.api.conftest import Service, serving
from tests.system.pages.page_client import NEW, PATHS, PageClient

SERVICE = "Nexus Cortex"
PLACES = ("/docs", "/openapi.json", "/problems", "/health/live", "/health/ready", "/.well-known/jwks.json")
OURS = [SERVICE, ADA, NEW, URL]
import_module("entrypoints.http.application")  # every error of the service is defined now


class Bracketing(Translator):
    @property
    def languages(self) -> Languages:
        return LANGUAGES

    def gettext(self, message: Message, language: Language | None = None) -> str:
        return f"⟦{message}⟧" if message.msgid else ""


def outside(text: str) -> str:
    """What stands outside of the brackets, but for names, addresses and signs."""
    for name in OURS:
        text = text.replace(name, "")
    while re.search(r"⟦[^⟦⟧]*⟧", text):
        text = re.sub(r"⟦[^⟦⟧]*⟧", "", text)
    return "".join(letter for letter in text if letter.isalpha())


def every_error(family: type[BaseAppException] = BaseAppException) -> Iterator[type[BaseAppException]]:
    yield family
    for kind in family.__subclasses__():
        if getattr(sys.modules[kind.__module__], kind.__name__, kind) is kind:  # attrs replaces classes by others
            yield from every_error(kind)


def an_error(kind: type[BaseAppException]) -> BaseAppException:
    if issubclass(kind, ValidationException):
        return kind((FieldError("email", "missing", Message("This is required")),))
    needed = [field for field in attrs.fields(kind) if field.default is attrs.NOTHING]
    return kind(**{field.name: frozenset({"GET"}) if field.name == "allowed" else "7" for field in needed})


@pytest.mark.parametrize("kind", [kind for kind in every_error() if kind.__module__.split(".")[0] != "tests"])
def test_no_error_escapes(kind: type[BaseAppException]) -> None:
    body = Problems(Bracketing()).answer(an_error(kind)).body
    assert isinstance(body, bytes)
    document = json.loads(body)
    said = [document["title"], document["detail"], *(fault["detail"] for fault in document.get("errors", ()))]
    assert [outside(text) for text in said] == [""] * len(said)
    assert all(said)


@pytest.mark.parametrize("kind", EACH_MAIL)
def test_no_mail_escapes(kind: MailKind) -> None:
    mail = JinjaMailComposer(Bracketing(), SERVICE).compose(a_letter(kind))
    for text in (mail.subject, mail.text, Page(mail.html).text):
        assert outside(text.replace("Ada", "")) == ""


@pytest.fixture
async def page_client(tmp_path: Path) -> AsyncIterator[PageClient]:
    async with app_harness("memory", tmp_path) as harness:
        harness.container.translator.override(providers.Object(Bracketing()))
        async with serving(harness) as client:
            yield PageClient(Service(harness, client))


@pytest.mark.parametrize("path", PATHS)
async def test_no_page_escapes(page_client: PageClient, path: str) -> None:
    token = await page_client.link(path)
    password = {"password": "kT8-harbour-lantern"}
    visits = [
        await page_client.open(path, "forged"),
        await page_client.open(path, token),
        await page_client.send(
            path, token, {"password": "x"} if "password" in path else None, Sec_Fetch_Site="cross-site"
        ),
        await page_client.send(path, token, {"password": "x"}),
        await page_client.send(path, token, password),
        await page_client.open(path, token),
        await page_client.open("nowhere"),
    ]
    for seen in visits:
        assert outside(seen.text) == ""
        spoken = [seen.page.texts_of("title"), *seen.page.values("aria-label")]
        assert [outside(text) for text in spoken] == [""] * len(spoken)
        assert "⟦" in seen.text


async def test_no_page_for_readers_escapes(page_client: PageClient) -> None:
    client, codes = page_client.service.client, sorted(problem_codes(), key=len, reverse=True)
    for address in ("/", "/problems", *(f"/problems/{code}" for code in codes)):
        async with client.http.get(f"{client.origin}{address}", headers={"Accept": "text/html"}) as response:
            seen = Page(await response.text())
        for text in (seen.text, seen.texts_of("title")):
            assert outside(reduce(lambda left, name: left.replace(name, ""), [*PLACES, *codes], text)) == "", address


def test_the_brackets_would_notice() -> None:
    assert outside("⟦fine ⟦nested⟧⟧ but not this") == "butnotthis"
