"""A service that shares its host with others: ``CORTEX_PUBLIC_URL`` has a path, below which everything is."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from domain.access.role import Role
from tests.support.app_harness import PASSWORD, app_harness
from tests.system.api.client import Client
from tests.system.api.conftest import Service, serving
from tests.system.pages.readers import BROWSER, Reader

BASE = "/accounts"
PUBLIC = f"https://example.org{BASE}"
ADA = "ada@example.org"


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    settings = {"public_url": f"{PUBLIC}/", "docs": "on", "staff_mfa": "optional"}
    async with app_harness("memory", tmp_path, **settings) as harness, serving(harness) as outside:
        harness.container.web().readiness.ready = True
        yield Service(harness, Client(outside.http, f"{outside.origin}{BASE}"))


@pytest.fixture
def reader(service: Service) -> Reader:
    return Reader(service)


def outside(service: Service) -> Reader:
    """Asks for paths that do not begin with the base path."""
    client = service.client
    return Reader(Service(service.harness, Client(client.http, client.origin.removesuffix(BASE))))


async def test_people_register_sign_in_and_are_known_there(service: Service) -> None:
    assert (await service.client.register(ADA)).status == 201
    ada = await service.client.signed_in(ADA)
    assert (await ada("GET", "/me")).body["email"] == ADA


async def test_a_path_without_it_is_not_there_but_for_probes(service: Service) -> None:
    for path in ("/", "/customer/me", "/docs", "/openapi.json", "/.well-known/jwks.json", "/account/verify-email"):
        refused = await outside(service).get(path, X_Source="customer", Accept="application/json")
        assert (refused.status, refused.json["type"]) == (404, f"{PUBLIC}/problems/not_found"), path
    for path in ("/health/live", "/health/ready"):
        assert [(await each.get(path)).status for each in (Reader(service), outside(service))] == [200, 200]


@pytest.mark.parametrize("path", ["/accountsx/customer/me", "/accounts", "/accounts/", "/Accounts/customer/me"])
async def test_only_the_path_as_it_is_written_counts(service: Service, path: str) -> None:
    found = await outside(service).get(path, Accept="application/json")
    assert found.status == (200 if path.rstrip("/") == BASE else 404)


async def test_errors_have_the_form_of_their_surface(service: Service) -> None:
    unknown = await Reader(service).get("/account/nowhere", Accept=BROWSER)
    assert (unknown.status, unknown.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    refused = await service.client("GET", "/me", X_Source="admin")
    assert (refused.code, refused.body["type"]) == ("platform_mismatch", f"{PUBLIC}/problems/platform_mismatch")


async def test_an_account_that_was_made_is_found_at_its_location(service: Service) -> None:
    boss = await service.staff(role=Role.OWNER)
    made = await boss("POST", "/users", {"email": ADA, "first_name": "Ada", "last_name": "Lovelace"})
    location = made.headers["Location"]
    assert location == f"{BASE}/admin/users/{made.body['id']}"
    assert (await boss("GET", location.removeprefix(f"{BASE}/admin"))).status == 200


async def test_a_link_in_a_mail_leads_to_its_page_and_the_form_back_to_it(service: Service) -> None:
    await service.client.register(ADA)
    (mail,) = await service.harness.mails()
    assert mail.link is not None
    assert mail.link.startswith(f"{PUBLIC}/account/verify-email?token=")
    local = f"{outside(service).service.client.origin}{urlsplit(mail.link).path}?{urlsplit(mail.link).query}"
    async with service.client.http.get(local) as opened:
        text = await opened.text()
    action, style = re.findall(r'(?:action|rel="stylesheet" href)="([^"]+)"', text)[::-1]
    assert action.startswith(f"{BASE}/account/verify-email?token=")
    assert (await outside(service).get(style)).status == 200
    async with service.client.http.post(urljoin(local, action.replace("&amp;", "&")), data={}) as confirmed:
        assert confirmed.status == 200
    assert (await (await service.client.signed_in(ADA))("GET", "/me")).body["is_email_verified"]


async def test_every_link_of_the_pages_leads_somewhere(service: Service, reader: Reader) -> None:
    for page in ("/", "/?lang=de", "/problems", "/problems/not_found", "/problems/not_found?lang=it"):
        seen = await reader.get(page, Accept=BROWSER)
        for link in (link["href"] for name in ("a", "link") for link in seen.page.all(name)):
            assert link.startswith(BASE), (page, link)
            assert (await outside(service).get(link, Accept=BROWSER)).status == 200, (page, link)
    document: Any = (await reader.get("/", Accept="application/json")).json
    assert all(link.startswith(f"{PUBLIC}/") for link in document["links"].values())


async def test_the_page_of_the_api_finds_its_files_and_the_description_says_where_it_is(
    service: Service, reader: Reader
) -> None:
    page = (await reader.get("/docs")).page
    named = [*page.values("src"), *(link["href"] for link in page.all("link"))]
    assert named
    http, here = service.client.http, f"{service.client.origin}/docs"
    for name in named:
        async with http.get(urljoin(here, name)) as file:
            assert file.status == 200
    async with http.get(f"{here}/page.js") as script:
        assert 'url: "openapi.json"' in await script.text()
    document: Any = (await reader.get("/openapi.json")).json
    assert document["servers"] == [{"url": BASE}]
    assert "/customer/me" in document["paths"]


async def test_cookies_are_bound_to_the_host_and_accepted_from_its_own_pages(service: Service) -> None:
    await service.client.register(ADA)
    kept = await service.client("POST", "/auth/login", {"email": ADA, "password": PASSWORD, "refresh_in": "cookie"})
    (line,) = [line for line in kept.headers.getall("Set-Cookie") if "cortex-customer" in line]
    assert line.startswith("__Host-cortex-customer=")
    assert line.endswith("; Secure; SameSite=Strict; Path=/")
    cookie = line.partition(";")[0]
    renewed = await service.client("POST", "/auth/refresh", Cookie=cookie, Origin="https://example.org")
    assert renewed.status == 200
    refused = await service.client("POST", "/auth/refresh", Cookie=cookie, Origin="https://elsewhere.example")
    assert refused.code == "origin_refused"


async def test_nothing_is_decided_for_the_others_of_the_host(service: Service) -> None:
    await service.client.register(ADA)
    cookie = await service.client("POST", "/auth/login", {"email": ADA, "password": PASSWORD, "refresh_in": "cookie"})
    line = next(line for line in cookie.headers.getall("Set-Cookie") if "cortex-customer" in line)
    gone = await service.client("POST", "/auth/logout", Cookie=line.partition(";")[0], Origin="https://example.org")
    assert gone.status == 204
    assert not {"Strict-Transport-Security", "Clear-Site-Data"} & set(gone.headers)
    assert "Max-Age=0" in gone.headers["Set-Cookie"]
