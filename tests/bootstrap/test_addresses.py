"""Addresses in settings mean the same however they are written, or are refused in one line."""

import socket
from pathlib import Path

import pytest

from bootstrap.commands.dead_links import dead_links
from bootstrap.domains.all_settings import load_settings
from bootstrap.settings.addresses import listening_host, public_address
from bootstrap.settings.networks import networks
from bootstrap.settings.wrong_settings import WrongSettings
from entrypoints.http.rate_limits.client_address import ClientAddresses
from entrypoints.http.serving import listen
from tests.support.app_harness import settings_of

SECRET = "q7Jx0vT4nB9cW2mK8rZ5hY1dL6pF3sGa"  # a test's own


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://App.Example.org", "https://app.example.org"),
        ("HTTPS://app.example.org:443/", "https://app.example.org"),
        ("http://app.example.org:80", "http://app.example.org"),
        ("https://app.example.org:0443", "https://app.example.org"),
        ("https://müller.de", "https://xn--mller-kva.de"),
        ("https://STRAẞE.de:8443", "https://xn--strae-oqa.de:8443"),
        ("  https://app.example.org ", "https://app.example.org"),
        ("http://[0:0::1]:8080", "http://[::1]:8080"),
        ("http://[2001:DB8::1]", "http://[2001:db8::1]"),
        ("http://localhost:8080", "http://localhost:8080"),
    ],
)
def test_a_public_address_and_the_origins_of_pages_have_one_form(written: str, meant: str) -> None:
    settings = settings_of(
        public_url=written, cors_origins=(written,), admin_cors_origins=(written,), traces_url=written
    )
    assert settings.operations.traces is not None
    assert settings.web.issuer == settings.web.public.text == settings.operations.traces.text == meant
    assert settings.web.cors_origins == settings.web.admin_cors_origins == (meant,)
    assert settings.links.text == f"{meant}/account"


@pytest.mark.parametrize(
    "written",
    ["capacitor://localhost", "ionic://localhost", "tauri://localhost", "Tauri://LocalHost", "app://com.example"],
)
def test_pages_of_apps_have_origins_too(written: str) -> None:
    assert settings_of(cors_origins=(written,)).web.cors_origins == (written.lower(),)


NO_ORIGIN = [
    "null",
    "*",
    "https://*.example.org",
    "file://x",
    "javascript://x",
    "https://ada@app.example.org",
    "https://app.example.org?x",
    "https://app.example.org#x",
    "https://app example.org",
    "https://app.exam\u00a0ple.org",
    "https://app.example.org:0",
    "https://app.example.org:70000",
    "https://app.example.org:",
    "https://127.1",
    "https://1.2.3.4.5",
    "https://[::1",
    "https://-x.org",
    "https://",
]


NO_PATH = ["/a//b", "/a/../b", "/./a", "/a%2Fb", "/{id}", "/a b", "/ä", "/a;b", "\\a", "/a?b", "/a#"]


@pytest.mark.parametrize("name", ["CORS_ORIGINS", "ADMIN_CORS_ORIGINS", "TRACES_URL"])
def test_an_origin_has_no_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(f"CORTEX_{name}", "https://app.example.org/path")
    with pytest.raises(WrongSettings, match=name):
        load_settings()


@pytest.mark.parametrize(
    ("written", "text", "path"),
    [
        ("https://Example.org/accounts/", "https://example.org/accounts", "/accounts"),
        ("https://example.org:443/a/B-2/.well_known~", "https://example.org/a/B-2/.well_known~", "/a/B-2/.well_known~"),
        ("http://[::1]:8080/", "http://[::1]:8080", ""),
    ],
)
def test_a_public_address_may_have_a_path(written: str, text: str, path: str) -> None:
    public = settings_of(public_url=written).web.public
    assert (public.text, public.path, public.origin) == (text, path, text.removesuffix(path))


@pytest.mark.parametrize("path", NO_PATH)
def test_a_path_that_can_be_written_in_two_ways_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        public_address(f"https://example.org{path}")


@pytest.mark.parametrize("name", ["CORS_ORIGINS", "ADMIN_CORS_ORIGINS", "PUBLIC_URL", "TRACES_URL"])
@pytest.mark.parametrize("value", NO_ORIGIN)
def test_a_value_that_is_no_origin_is_refused_with_the_cure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CORTEX_SECRET_KEY", SECRET)
    monkeypatch.setenv(f"CORTEX_{name}", value)
    with pytest.raises(WrongSettings) as refused:
        load_settings()
    (line,) = str(refused.value).splitlines()
    assert line.startswith(f"CORTEX_{name} is ")
    assert "for example CORTEX_" in line


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://App.Example.org/Konto/", "https://app.example.org/Konto"),
        (" https://app.example.org:443/account", "https://app.example.org/account"),
        ("https://müller.de/größe", "https://xn--mller-kva.de/gr%C3%B6%C3%9Fe"),
    ],
)
def test_the_address_of_links_has_one_form(written: str, meant: str) -> None:
    assert settings_of(link_url=written).links.text == meant


@pytest.mark.parametrize(
    ("written", "host", "origin"),
    [
        ("::1", "::1", "http://[::1]:8080"),
        ("[::1]", "::1", "http://[::1]:8080"),
        ("0:0::0", "::", "http://[::]:8080"),
        (" 127.0.0.1 ", "127.0.0.1", "http://127.0.0.1:8080"),
        ("LocalHost", "localhost", "http://localhost:8080"),
        ("fe80::1%eth0.7", "fe80::1%eth0.7", "http://[fe80::1%eth0.7]:8080"),
    ],
)
def test_the_host_to_listen_on_has_one_form_and_brackets_in_links(written: str, host: str, origin: str) -> None:
    settings = settings_of(host=written)
    assert (settings.web.host, settings.web.public.text) == (host, origin)


@pytest.mark.parametrize("host", ["::1%", "::1%a b", "[::1%\n]", "[::1%0\x0c]", "::1%é", "::1%[x"])
def test_the_zone_of_a_listening_address_is_a_name(host: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        listening_host(host)


@pytest.mark.parametrize(
    ("written", "meant"), [("[0::1]:8081", "[::1]:8081"), ("::1:8081", "[::1]:8081"), (" x:81 ", "x:81")]
)
def test_the_address_for_operators_has_one_form(written: str, meant: str) -> None:
    assert str(settings_of(ops_bind=written).operations.bind) == meant


@pytest.mark.parametrize("written", ["10.0.0.7", " 10.0.0.7", "::ffff:10.0.0.7", "::ffff:10.0.0.0/104"])
def test_a_trusted_proxy_is_known_however_it_is_written(written: str) -> None:
    assert ClientAddresses(networks((written,)))._trusts(networks(("10.0.0.7",))[0].network_address)


@pytest.mark.parametrize(
    ("chosen", "count"),
    [
        ({}, 0),
        ({"host": "0.0.0.0"}, 1),  # noqa: S104  # a setting to look at; nothing listens
        ({"host": "::"}, 1),
        ({"host": "::", "public_url": "http://localhost:8080"}, 1),
        ({"host": "0.0.0.0", "public_url": "https://accounts.example.org"}, 0),  # noqa: S104  # a setting to look at; nothing listens
        ({"host": "0.0.0.0", "link_url": "https://app.example.org"}, 0),  # noqa: S104  # a setting to look at; nothing listens
        ({"public_url": "http://0.0.0.0:8080"}, 1),
        ({"link_url": "http://[::]/account"}, 1),
        ({"host": "192.0.2.7", "link_url": "http://127.0.0.1/account"}, 1),
    ],
)
def test_links_that_lead_nowhere_are_told(chosen: dict[str, str], count: int) -> None:
    assert len(list(dead_links(settings_of(**chosen)))) == count


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine cannot listen on both at once")
def test_every_address_of_ipv6_is_every_address_of_ipv4_too() -> None:
    with listen("::", 0) as listener, socket.create_connection(("127.0.0.1", listener.getsockname()[1])) as came:
        assert came.getpeername()[0] == "127.0.0.1"
