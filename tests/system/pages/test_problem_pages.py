"""Where the ``type`` of an error leads."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.shared_kernel.language import Language
from entrypoints.http.pages.problem_codes import problem_codes
from tests.support.app_harness import app_harness
from tests.support.languages import LANGUAGES
from tests.system.api.conftest import Service, serving
from tests.system.pages.readers import BROWSER, Reader


@pytest.fixture
async def reader(tmp_path: Path) -> AsyncIterator[Reader]:
    async with app_harness("memory", tmp_path) as harness, serving(harness) as client:
        yield Reader(Service(harness, client))


async def test_the_type_of_an_error_leads_to_the_page_that_explains_its_code(reader: Reader) -> None:
    refused = await reader.get("/nowhere")
    origin = reader.service.harness.container.settings().web.public.text
    assert refused.json["type"] == f"{origin}/problems/not_found"
    seen = await reader.get(refused.json["type"].removeprefix(origin), Accept=BROWSER)
    assert (seen.status, seen.page.texts_of("h1")) == (200, "not_found")
    assert "Check the address and the id" in seen.page.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_code_is_explained_in_the_language_of_the_reader(reader: Reader, language: Language) -> None:
    say = reader.service.harness.container.translator().gettext
    for code, problem in problem_codes().items():
        seen = await reader.get(f"/problems/{code}", Accept=BROWSER, Accept_Language=language)
        assert (seen.status, seen.headers["Content-Language"]) == (200, language)
        for message in (problem.meaning, problem.when, problem.remedy):
            assert " ".join(say(message, language).split()) in seen.page.text
        assert str(problem.status) in seen.page.text


@pytest.mark.parametrize("address", ["/problems", "/problems/email_taken", "/problems/nothing_like_it"])
async def test_arabic_is_written_from_right_to_left(reader: Reader, address: str) -> None:
    (html,) = (await reader.get(address, Accept=BROWSER, Accept_Language="ar")).page.all("html")
    assert (html["lang"], html["dir"]) == ("ar", "rtl")


async def test_the_list_leads_to_every_code_and_each_page_back_to_the_list(reader: Reader) -> None:
    seen = await reader.get("/problems", Accept=BROWSER)
    assert {link["href"] for link in seen.page.all("a")} >= {f"/problems/{code}" for code in problem_codes()}
    one = await reader.get("/problems/email_taken", Accept=BROWSER)
    assert "/problems" in {link["href"] for link in one.page.all("a")}


async def test_the_language_that_was_chosen_is_kept_from_page_to_page(reader: Reader) -> None:
    seen = await reader.get("/problems?lang=es", Accept=BROWSER, Accept_Language="de")
    assert seen.page.texts_of("h1") == "Códigos de error"
    assert "/problems/email_taken?lang=es" in {link["href"] for link in seen.page.all("a")}
    one = await reader.get("/problems/email_taken?lang=es", Accept=BROWSER)
    assert "/problems?lang=es" in {link["href"] for link in one.page.all("a")}


async def test_a_code_that_there_is_not_is_not_found(reader: Reader) -> None:
    page = await reader.get("/problems/nothing_like_it", Accept=BROWSER)
    assert (page.status, page.page.texts_of("h1")) == (404, "Not found")
    problem = await reader.get("/problems/nothing_like_it", Accept="application/json")
    assert (problem.status, problem.json["code"]) == (404, "not_found")


async def test_programs_get_the_same_as_json(reader: Reader) -> None:
    one = await reader.get("/problems/expired_token", Accept="application/json", Accept_Language="es")
    assert one.headers["Content-Type"].startswith("application/json")
    assert one.json == {
        "type": f"{reader.service.harness.container.settings().web.public.text}/problems/expired_token",
        "code": "expired_token",
        "status": 401,
        "meaning": "Este token ha caducado. Renuévelo o vuelva a iniciar sesión",
        "when": "El token ha superado su periodo de validez",
        "remedy": "Cambie el token de renovación por tokens nuevos. Si también ha caducado, vuelva a iniciar sesión",
    }
    every = await reader.get("/problems", Accept="application/json", Accept_Language="es")
    assert [problem["code"] for problem in every.json["problems"]] == list(problem_codes())
    assert one.json in every.json["problems"]


@pytest.mark.parametrize("address", ["/problems", "/problems/email_taken"])
async def test_no_script_runs_and_caches_know_what_the_answer_depends_on(reader: Reader, address: str) -> None:
    seen = await reader.get(address, Accept=BROWSER)
    assert seen.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert seen.page.all("script") == []
    assert set(seen.headers["Vary"].split(", ")) == {"Origin", "Accept-Language", "Accept"}


async def test_only_reading_is_possible(reader: Reader) -> None:
    client = reader.service.client
    async with client.http.post(f"{client.origin}/problems/email_taken") as response:
        assert (response.status, response.headers["Allow"]) == (405, "GET, HEAD")


async def test_a_reader_who_asks_too_often_has_to_wait(tmp_path: Path) -> None:
    async with (
        app_harness("memory", tmp_path, rate_limit_requests="2/hour") as harness,
        serving(harness) as client,
    ):
        reader = Reader(Service(harness, client))
        seen = [(await reader.get("/problems", Accept=BROWSER)).status for _ in range(3)]
    assert seen == [200, 200, 429]
