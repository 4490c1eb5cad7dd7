from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.mailer.console import ConsoleMailer
from adapters.mailer.memory import MemoryMailer
from adapters.mailer.smtp import SmtpMailer
from application.ports.mailer import Mailer
from bootstrap.adapters.mailer import host_name
from bootstrap.containers.container import Container
from bootstrap.domains.all_settings import load_settings
from bootstrap.settings.adapter_tables import MAILERS
from bootstrap.settings.addresses import link_base
from bootstrap.settings.mail_url import sender
from bootstrap.settings.settings import Settings
from bootstrap.settings.wrong_settings import WrongSettings
from tests.support.app_harness import settings_for, settings_of


def is_read(read: Callable[[str], object], value: str) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    "value",
    [
        "console://",
        "memory://",
        "smtp://mail.example.org",
        "smtp://cortex:p%40ss@mail.example.org:587?starttls=required",
        "smtp://127.0.0.1:1025?starttls=off",
        "smtp://[::1]:1025",
        "smtps://cortex:secret@mail.example.org",
        "smtps://mail.example.org?ehlo=accounts.example.org",
        "smtp://mail.example.org?starttls=off&ehlo=[192.0.2.7]",
    ],
)
def test_a_url_of_a_mailer_is_read(value: str) -> None:
    assert MAILERS.read(value).scheme == value.partition(":")[0]


@pytest.mark.parametrize(
    "value",
    [
        "",
        "console",
        "http://mail.example.org",
        "smtp://",
        "smtp://cortex@mail.example.org",
        "smtp://mail.example.org:0",
        "smtp://mail.example.org:port",
        "smtp://mail.example.org/path",
        "smtp://mail.example.org?starttls=maybe",
        "smtp://mail.example.org?tls=off",
        "smtps://mail.example.org?starttls=off",
        "smtp://mail.example.org?ehlo=",
        "smtp://mail.example.org?ehlo=two%20words",
        "smtp://mail.example.org?ehlo=a&ehlo=b",
        "smtp://mail.example.org\n",
    ],
)
def test_any_other_url_of_a_mailer_is_refused(value: str) -> None:
    assert not is_read(MAILERS.read, value)


def test_a_wrong_address_of_a_mail_server_is_not_repeated_as_it_may_hold_a_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CORTEX_MAIL_URL", "smtp://cortex:hush-hush@")
    with pytest.raises(WrongSettings) as wrong:
        load_settings()
    assert str(wrong.value).startswith("CORTEX_MAIL_URL is not right: it must be console://")
    assert "hush" not in str(wrong.value)


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("", True),
        ("accounts@example.org", True),
        ("Example Accounts <accounts@example.org>", True),
        ("Bücher <konto@bücher.example>", True),
        ("Example Accounts", False),
        ("Example <accounts>", False),
        ("a@example.org\nBcc: b@example.org", False),
        ("konto@\u3002example", False),
        ("(" * 5_000, False),
    ],
)
def test_a_sender_is_an_address_with_or_without_a_name(value: str, right: bool) -> None:
    assert is_read(sender, value) is right


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("", True),
        ("https://app.example.org/account", True),
        ("http://localhost:3000", True),
        ("app.example.org", False),
        ("https://app.example.org/?page=", False),
        ("https://app.example.org/#/", False),
        ("javascript:alert(1)", False),
    ],
)
def test_links_lead_to_a_web_address_or_an_app(value: str, right: bool) -> None:
    assert is_read(link_base, value) is right


def test_the_sender_and_the_links_follow_from_the_public_address() -> None:
    settings = settings_of(public_url="https://accounts.example.org")
    assert settings.sender.text == "Nexus Cortex <no-reply@accounts.example.org>"
    assert settings.links.text == "https://accounts.example.org/account"
    assert Settings().sender.text == "Nexus Cortex <no-reply@localhost>"


@pytest.mark.parametrize(
    ("settings", "is_missing"),
    [
        ({"PUBLIC_URL": "https://192.168.1.20"}, True),
        ({"PUBLIC_URL": "https://[2001:db8::1]:8443"}, True),
        ({"HOST": "192.0.2.7"}, True),
        ({"PUBLIC_URL": "https://192.168.1.20", "MAIL_URL": "console://"}, False),
        ({"PUBLIC_URL": "https://192.168.1.20", "MAIL_FROM": "accounts@example.org"}, False),
        ({"PUBLIC_URL": "https://accounts.example.org"}, False),
        ({}, False),
    ],
)
def test_a_sender_is_asked_for_where_none_can_be_made(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], is_missing: bool
) -> None:
    for name, value in ({"MAIL_URL": "smtp://mail.example.org"} | settings).items():
        monkeypatch.setenv(f"CORTEX_{name}", value)
    if not is_missing:
        assert load_settings().sender.text
        return
    with pytest.raises(WrongSettings) as wrong:
        load_settings()
    (line,) = map(str, wrong.value.lines)
    assert line.startswith("CORTEX_MAIL_FROM is missing")
    assert "CORTEX_MAIL_FROM=accounts@example.org" in line


@pytest.mark.parametrize(
    ("host", "domain", "name"),
    [
        ("web-7f9c", "example.org", "example.org"),
        ("web.example.net", "example.org", "web.example.net"),
        ("laptop", "localhost", "laptop"),
    ],
)
def test_a_mail_server_is_told_a_name_with_a_dot_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch, host: str, domain: str, name: str
) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: host)
    assert host_name(domain) == name


def test_the_name_of_the_sender_is_the_name_of_the_service() -> None:
    assert settings_of(mail_from="Example Accounts <a@example.org>").service_name == "Example Accounts"
    assert settings_of(mail_from="a@example.org").service_name == "Nexus Cortex"


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("console://", ConsoleMailer),
        ("memory://", MemoryMailer),
        ("smtp://mail.example.org", SmtpMailer),
        ("smtps://mail.example.org", SmtpMailer),
    ],
)
def test_the_scheme_of_a_url_picks_the_mailer(tmp_path: Path, url: str, kind: type[Mailer]) -> None:
    assert type(Container(settings=settings_for("memory", tmp_path, mail_url=url)).mailer()) is kind


def test_the_password_of_a_mail_server_is_not_shown() -> None:
    assert "hush-hush" not in repr(settings_of(mail_url="smtp://cortex:hush-hush@mail.example.org"))
