import pytest

from entrypoints.http.kit.origins import is_own_origin


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://accounts.example.org", "accounts.example.org"),
        ("https://accounts.example.org", "Accounts.Example.org:443"),
        ("http://accounts.example.org", "accounts.example.org:80"),
        ("http://[::1]:8080", "[0::1]:8080"),
    ],
)
def test_a_page_is_of_the_host_that_a_request_names_however_it_is_written(origin: str, host: str) -> None:
    assert is_own_origin(origin, host)


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://accounts.example.org", "example.org"),
        ("https://accounts.example.org:8443", "accounts.example.org"),
        ("null", "null"),
        ("", ""),
        ("https://ACCOUNTS.example.org", "accounts.example.org"),
        ("javascript://x", "x"),
        ("https://" + "x" * 9000, "x" * 9000),
    ],
)
def test_any_other_is_not(origin: str, host: str) -> None:
    assert not is_own_origin(origin, host)
