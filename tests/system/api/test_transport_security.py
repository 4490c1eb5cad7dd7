"""Browsers are told to come back by TLS alone, where that is how people reach the service."""

from pathlib import Path

import pytest

from tests.support.app_harness import app_harness
from tests.system.api.conftest import serving

ADDRESSES = ["/health/live", "/customer/me", "/nowhere", "/account/verify-email?token=x", "/openapi.json"]
HEADER = "Strict-Transport-Security"


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize(
    ("public_url", "sent"),
    [
        ("https://accounts.example.org", "max-age=31536000"),
        ("http://accounts.example.org", None),
        ("https://localhost:8443", None),
        ("", None),
    ],
)
async def test_every_answer_says_so_or_none(tmp_path: Path, public_url: str, sent: str | None, path: str) -> None:
    async with (
        app_harness("memory", tmp_path, public_url=public_url, docs="on") as harness,
        serving(harness) as client,
        client.http.get(f"{client.origin}{path}") as answer,
    ):
        assert answer.headers.get(HEADER) == sent


async def test_refusals_of_what_is_no_request_say_so_too(tmp_path: Path) -> None:
    async with (
        app_harness("memory", tmp_path, public_url="https://accounts.example.org") as harness,
        serving(harness) as client,
    ):
        headers = {"Expect": "nothing"}
        async with client.http.get(f"{client.origin}/health/live", headers=headers) as answer:
            assert (answer.status, answer.headers[HEADER]) == (417, "max-age=31536000")
