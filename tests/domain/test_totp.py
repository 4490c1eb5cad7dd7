from datetime import UTC, datetime
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from domain.credentials.totp import base32, one_time_password, otpauth_uri, step_of

RFC_SECRET = b"12345678901234567890"
RFC_6238 = {59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037"}
"""Appendix B for SHA-1, of whose eight digits the last six count."""
RFC_4226 = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]
"""Appendix D: the passwords of the counters 0 to 9."""
NOW = datetime.fromtimestamp(1234567890, UTC)
STEP = 1234567890 // 30


@pytest.mark.parametrize(("seconds", "password"), [*RFC_6238.items(), (20000000000, "353130")])
def test_passwords_are_those_of_rfc_6238(seconds: int, password: str) -> None:
    assert one_time_password(RFC_SECRET, seconds // 30) == password


def test_passwords_of_counters_are_those_of_rfc_4226() -> None:
    assert [one_time_password(RFC_SECRET, counter) for counter in range(10)] == RFC_4226


@pytest.mark.parametrize("drift", range(-3, 4))
def test_a_password_is_good_for_one_step_each_way(drift: int) -> None:
    found = step_of(RFC_SECRET, one_time_password(RFC_SECRET, STEP + drift), at=NOW, after=0)
    assert found == (STEP + drift if abs(drift) <= 1 else None)


@pytest.mark.parametrize("after", [STEP, STEP + 1, STEP + 100])
def test_a_password_is_not_good_once_its_step_was_accepted(after: int) -> None:
    assert step_of(RFC_SECRET, one_time_password(RFC_SECRET, STEP), at=NOW, after=after) is None
    assert step_of(RFC_SECRET, one_time_password(RFC_SECRET, STEP), at=NOW, after=STEP - 1) == STEP


@pytest.mark.parametrize("code", ["", "\ud800", "12345", "١٢٣٤٥٦"])
def test_a_code_that_is_no_code_is_not_the_password_of_a_step(code: str) -> None:
    assert step_of(RFC_SECRET, code, at=NOW, after=0) is None


def test_an_app_takes_a_secret_over_by_its_uri() -> None:
    uri = urlsplit(otpauth_uri(RFC_SECRET, service="Nexus: Cortex & Co", account="ada+x@example.org"))
    assert (uri.scheme, uri.netloc) == ("otpauth", "totp")
    assert unquote(uri.path) == "/Nexus: Cortex & Co:ada+x@example.org"
    assert parse_qs(uri.query) == {
        "secret": ["GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"],
        "issuer": ["Nexus: Cortex & Co"],
        "algorithm": ["SHA1"],
        "digits": ["6"],
        "period": ["30"],
    }
    assert base32(RFC_SECRET) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert base32(b"odd") == "N5SGI"


def test_a_slash_in_the_name_of_the_service_or_an_account_is_no_part_of_the_path() -> None:
    uri = otpauth_uri(RFC_SECRET, service="Shop/EU", account="a/da@example.org")
    assert uri.startswith("otpauth://totp/Shop%2FEU:a%2Fda@example.org?")
    assert "issuer=Shop%2FEU&" in uri
