"""The accounts in the process of another aiohttp service."""

import gzip
import json
import re
import sys
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from signal import SIGTERM
from typing import Any
from urllib.parse import urlsplit

import attrs
import pytest
from aiohttp import web

from bootstrap.embedding import mount
from bootstrap.settings.wrong_settings import WrongSettings
from tests.support.app_harness import PASSWORD, settings_for
from tests.system.process.cortex import ENOUGH, Running, started, wait_until

PUBLIC = "http://127.0.0.1:8080/accounts"
ADA = {"email": "ada@example.org", "password": PASSWORD, "first_name": "Ada", "last_name": "Lovelace"}
LARGE = b"a" * 70_000


@attrs.frozen
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@attrs.frozen
class Shop:
    """The host as a process, and a client of it."""

    process: Running
    address: str

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        sent = {"X-Source": "customer", **{name.replace("_", "-"): value for name, value in headers.items()}}
        content = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        if content is not None:
            sent["Content-Type"] = "application/json"
        with closing(HTTPConnection(urlsplit(self.address).netloc, timeout=ENOUGH)) as connection:
            connection.request(method, path, content, sent)
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read())


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("shop")
    with started(folder, sys.executable, "-m", "tests.system.embedding.host", PUBLIC_URL=PUBLIC) as running:
        yield Shop(running, running.address())


def test_the_pages_of_the_host_stay_its_own(shop: Shop) -> None:
    shelf, unknown = shop.ask("GET", "/shelf"), shop.ask("GET", "/customer/me")
    assert (shelf.status, shelf.body, unknown.status, unknown.body) == (200, b"a shelf", 404, b"404: Not Found")
    assert "X-Request-ID" not in shelf.headers.keys() | unknown.headers.keys()


def test_the_service_is_ready_with_its_own_headers_and_errors_and_the_middlewares_of_the_host_are_around_it(
    shop: Shop,
) -> None:
    wait_until(lambda: shop.ask("GET", "/accounts/health/ready").status == 200)
    alive, unknown, wrong = (
        shop.ask(*request)
        for request in (
            ("GET", "/accounts/health/live"),
            ("GET", "/accounts/nowhere"),
            ("PUT", "/accounts/customer/me"),
        )
    )
    assert (alive.status, unknown.status, wrong.status) == (200, 404, 405)
    for answer in (alive, unknown, wrong):
        assert (answer.headers["X-Content-Type-Options"], answer.headers["X-Host"]) == ("nosniff", "shop")
        assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["X-Request-ID"])
    assert unknown.json["type"] == f"{PUBLIC}/problems/not_found"
    assert (wrong.json["code"], wrong.headers["Allow"]) == ("method_not_allowed", "GET, HEAD, PATCH")


def test_people_register_and_the_worker_inside_mails_the_link_to_a_page_of_the_service(shop: Shop) -> None:
    assert shop.ask("POST", "/accounts/customer/auth/register", ADA).status == 201
    link = shop.process.said(rf"{PUBLIC}(/account/verify-email\?token=\S+)")[1]
    assert shop.ask("GET", f"/accounts{link}").status == 200
    sign_in = {name: ADA[name] for name in ("email", "password")}
    access = shop.ask("POST", "/accounts/customer/auth/login", sign_in).json["access_token"]
    me = shop.ask("GET", "/accounts/customer/me", Authorization=f"Bearer {access}")
    assert (me.status, me.json["email"], me.headers["Cache-Control"]) == (200, ADA["email"], "no-store")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (gzip.compress(b'{"email": "nobody@example.org"}'), 202),
        (gzip.compress(LARGE), 413),
        (b"no gzip at all", 400),
    ],
    ids=["small", "too large", "broken"],
)
def test_a_compressed_body_is_unpacked_once_and_within_bounds(shop: Shop, body: bytes, status: int) -> None:
    path = "/accounts/customer/auth/forgot-password"
    assert shop.ask("POST", path, body, Content_Encoding="gzip").status == status


def test_the_end_of_the_host_is_the_end_of_the_service(tmp_path: Path) -> None:
    with started(tmp_path, sys.executable, "-m", "tests.system.embedding.host", PUBLIC_URL=PUBLIC) as running:
        shop = Shop(running, running.address())
        wait_until(lambda: shop.ask("GET", "/accounts/health/ready").status == 200)
        running.process.send_signal(SIGTERM)
        assert running.process.wait(ENOUGH) == 0
    assert "rror" not in (tmp_path / "errors.txt").read_text()
    assert not (tmp_path / "cortex.db-wal").exists(), "the database was not closed"


def test_a_service_without_a_path_is_not_mounted(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="CORTEX_PUBLIC_URL names no path"):
        mount(web.Application(), settings_for("memory", tmp_path))


def test_wrong_settings_are_named_before_anything_is_mounted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORTEX_PUBLIC_URL", "https://example.org/a/../b")
    with pytest.raises(WrongSettings, match="CORTEX_PUBLIC_URL"):
        mount(web.Application())
