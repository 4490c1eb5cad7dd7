"""Length is looked at before anything that takes more than linear time, in every text that comes in."""

import unicodedata
from collections.abc import AsyncIterator, Iterator
from email import _header_value_parser as mail_headers
from pathlib import Path
from typing import Literal
from uuid import UUID

import pytest

from entrypoints.http.kit.route import Route
from tests.support.app_harness import PASSWORD, app_harness
from tests.system.api.conftest import Service, serving

HEAP = "a" + "\u0301\u0323" * 5_000
"""In NFC only after work that is quadratic in its length; 60 KB of JSON."""
LONG = "\u0301\u0323" * 1000
"""As much as fits into a line."""
MOST = 1024
"""The longest text that anything normalises: a password that is compared, or one that is set, in parts."""
LINE = {
    name: LONG.encode().decode("latin-1") for name in ("Origin", "User-Agent", "If-Match", "X-Request-ID", "Cookie")
}


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    async with app_harness("memory", tmp_path) as harness, serving(harness) as client:
        await harness.register("ada@example.org", staff=True)
        yield Service(harness, client)


@pytest.fixture
def normalised(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lengths of everything that is normalised, by whatever library."""
    lengths: list[int] = []
    plain = unicodedata.normalize

    def counting(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
        lengths.append(len(text))
        return plain(form, text)

    monkeypatch.setattr(unicodedata, "normalize", counting)
    return lengths


def routes(service: Service) -> Iterator[Route]:
    yield from (route for route in service.harness.container.web().entrypoint.routes if route.platform)


async def test_no_member_of_any_body_is_normalised_before_its_length_is_known(
    service: Service, normalised: list[int]
) -> None:
    asked = 0
    for route in routes(service):
        client = await service.client.at(str(route.platform)).signed_in("ada@example.org")
        for member in route.endpoint.body.model_fields if route.endpoint.body else ():
            path = route.local_path.replace("{id}", str(UUID(int=1)))
            asked += 1
            reply = await client(route.method, path, {member: HEAP})
            assert reply.status in {401, 403, 422}, (path, member)
    assert asked > 30
    assert max(normalised) <= MOST


async def test_no_parameter_of_any_query_is(service: Service, normalised: list[int]) -> None:
    asked = 0
    for route in routes(service):
        client = await service.client.at(str(route.platform)).signed_in("ada@example.org")
        for member in route.endpoint.query.model_fields if route.endpoint.query else ():
            asked += 1
            path = route.local_path.replace("{id}", str(UUID(int=1)))
            assert (await client(route.method, f"{path}?{member}={LONG}")).status in {400, 422}
    assert asked > 10
    assert max(normalised) <= MOST


async def test_no_header_is(service: Service, normalised: list[int]) -> None:
    token = (await service.client.signed_in("ada@example.org")).token
    for name, value in LINE.items():
        headers = {"X-Source": "customer", "Authorization": f"Bearer {token}", name: value}
        async with service.client.http.get(f"{service.client.origin}/customer/me", headers=headers) as answer:
            assert answer.status == 200
    assert max(normalised, default=0) <= MOST


async def test_no_field_of_a_page_is(service: Service, normalised: list[int]) -> None:
    await service.client("POST", "/auth/forgot-password", {"email": "ada@example.org"})
    link = (
        f"{service.client.origin}/account/reset-password?token={await service.harness.mailed_token('ada@example.org')}"
    )
    for headers in ({}, {"Origin": f"http://{LINE['Origin']}"}):
        async with service.client.http.post(link, data={"password": HEAP[:9000]}, headers=headers) as answer:
            assert answer.status in {403, 413, 422}
    assert max(normalised) <= MOST


@pytest.mark.parametrize("others", ["x" * 5000, "\u0301" * 4000], ids=["letters", "accents"])
async def test_a_password_is_not_searched_for_a_token(service: Service, normalised: list[int], others: str) -> None:
    body = {"token": others, "new_password": PASSWORD}
    assert (await service.client("POST", "/auth/reset-password", body)).status in {400, 422}
    assert max(normalised) <= MOST


TYPES = ["application/json" + ";" * 8000, "application/json" + ";a=b" * 2000, "application/json;a=" + "(" * 4000]


@pytest.mark.parametrize("sent", TYPES, ids=["semicolons", "parameters", "brackets"])
async def test_a_content_type_is_no_work_for_the_reader_of_mails(
    service: Service, monkeypatch: pytest.MonkeyPatch, sent: str
) -> None:
    def read(*_given: object) -> None:
        raise AssertionError("the reader for mails was asked")

    monkeypatch.setattr(mail_headers, "parse_content_type_header", read)
    address = f"{service.client.origin}/customer/auth/login"
    headers = {"X-Source": "customer", "Content-Type": sent}
    async with service.client.http.post(address, data=b"{}", headers=headers) as answer:
        assert (answer.status, (await answer.json())["code"]) == (415, "unsupported_media_type")
