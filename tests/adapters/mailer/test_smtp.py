import asyncio
import logging
import ssl
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
import trustme

from adapters.mailer.smtp import SmtpMailer, SmtpServer
from bootstrap.adapters.mailer import SmtpRehearsal, smtp_mailer
from bootstrap.settings.mail_url import smtp_url
from domain.shared_kernel.errors import ServiceUnavailableException
from tests.support.clocks import MovableClock
from tests.support.eventually import TIMEOUT_SECONDS
from tests.support.mail_factories import a_mail
from tests.support.mail_servers import SECRET, USER, Box, mail_server, silent_server, text_of

SENDER = "Example Accounts <accounts@example.org>"
LOGIN = f"{USER}:{quote(SECRET, safe='')}@"


def mailer(url: str) -> SmtpRehearsal:
    return smtp_mailer(smtp_url(url), SENDER, MovableClock())


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
def certificate(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ssl.SSLContext:
    """That of a mail server on this machine, from an authority that this machine trusts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return context_of(authority)


def context_of(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


async def test_a_mail_arrives_as_it_was_written(box: Box) -> None:
    async with mail_server(box) as port:
        await mailer(f"smtp://127.0.0.1:{port}").send(a_mail())
    (envelope,), (message,) = box.envelopes, box.messages()
    assert (envelope.mail_from, envelope.rcpt_tos) == ("accounts@example.org", ["ada@example.org"])
    assert (message["From"], message["To"], message["Subject"]) == (SENDER, "ada@example.org", "Grüße")
    assert text_of(message, "plain").splitlines() == ["Hallo", "", "ÄÖÜ"]
    assert text_of(message, "html").strip() == "<p>Hallo</p>"
    assert abs(message["Date"].datetime - datetime.now(UTC)).total_seconds() < 60


async def test_tls_from_the_start_is_spoken_and_a_password_given(box: Box, certificate: ssl.SSLContext) -> None:
    async with mail_server(box, tls=certificate, auth_required=True) as port:
        await mailer(f"smtps://{LOGIN}127.0.0.1:{port}").send(a_mail())
    (session,) = box.sessions
    assert session.authenticated
    assert len(box.envelopes) == 1


@pytest.mark.parametrize("option", ["", "?starttls=required"])
async def test_tls_is_used_where_it_is_offered(box: Box, certificate: ssl.SSLContext, option: str) -> None:
    async with mail_server(box, starttls=certificate, auth_required=True) as port:
        await mailer(f"smtp://{LOGIN}127.0.0.1:{port}{option}").send(a_mail())
    (session,) = box.sessions
    assert session.ssl is not None
    assert session.authenticated


async def test_tls_can_be_switched_off(box: Box, certificate: ssl.SSLContext) -> None:
    async with mail_server(box, starttls=certificate) as port:
        await mailer(f"smtp://127.0.0.1:{port}?starttls=off").send(a_mail())
    assert box.sessions[0].ssl is None


async def test_tls_that_is_required_and_not_offered_is_a_failure(box: Box) -> None:
    async with mail_server(box) as port:
        with pytest.raises(ServiceUnavailableException):
            await mailer(f"smtp://127.0.0.1:{port}?starttls=required").send(a_mail())
    assert box.envelopes == []


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
async def test_a_certificate_that_nobody_vouches_for_is_refused(
    box: Box, certificate: ssl.SSLContext, scheme: str
) -> None:
    stranger = context_of(trustme.CA())
    tls, starttls = (stranger, None) if scheme == "smtps" else (None, stranger)
    async with mail_server(box, tls=tls, starttls=starttls) as port:
        with pytest.raises(ServiceUnavailableException):
            await mailer(f"{scheme}://127.0.0.1:{port}").send(a_mail())
    assert box.envelopes == []


@pytest.mark.parametrize(
    ("url", "starttls"),
    [
        ("smtp://mail.example.org", None),
        ("smtp://cortex:secret@mail.example.org", True),
        ("smtp://cortex:secret@mail.example.org?starttls=off", False),
        ("smtp://cortex:secret@localhost", None),
    ],
)
def test_a_password_leaves_the_machine_only_under_tls_unless_the_url_says_otherwise(
    url: str, starttls: bool | None
) -> None:
    sender = mailer(url)
    assert isinstance(sender, SmtpMailer)
    server = sender._server
    assert (server.starttls, server.port, server.tls) == (starttls, 587, False)


async def test_the_name_of_this_machine_can_be_given(box: Box) -> None:
    async with mail_server(box) as port:
        await mailer(f"smtp://127.0.0.1:{port}?ehlo=accounts.example.net").send(a_mail())
        await mailer(f"smtp://127.0.0.1:{port}?ehlo=[192.0.2.7]").send(a_mail())
    assert [session.host_name for session in box.sessions] == ["accounts.example.net", "[192.0.2.7]"]


async def test_a_job_that_waits_for_a_mail_server_names_what_mends_it(box: Box) -> None:
    authority = trustme.CA()
    async with mail_server(box, starttls=context_of(authority)) as port:
        with pytest.raises(ServiceUnavailableException, match=r"starttls=off"):
            await mailer(f"smtp://127.0.0.1:{port}").send(a_mail())
    box.answers["RCPT"] = "504 5.5.2 <box>: Helo command rejected: need fully-qualified hostname"
    async with mail_server(box) as port:
        with pytest.raises(ValueError, match=r"ehlo=mail\.example\.org"):
            await mailer(f"smtp://127.0.0.1:{port}").send(a_mail())


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
async def test_a_mail_that_is_refused_for_good_is_never_tried_again(box: Box, command: str) -> None:
    box.answers[command] = "550 no such user ada@example.org"
    async with mail_server(box) as port:
        with pytest.raises(ValueError, match="550") as refused:
            await mailer(f"smtp://127.0.0.1:{port}").send(a_mail())
    assert "ada" not in str(refused.value)


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
async def test_a_mail_that_is_refused_for_now_may_be_tried_again(
    box: Box, command: str, caplog: pytest.LogCaptureFixture
) -> None:
    box.answers[command] = "451 try again later, ada@example.org"
    async with mail_server(box) as port:
        with pytest.raises(ServiceUnavailableException):
            await mailer(f"smtp://127.0.0.1:{port}").send(a_mail())
    (refusal,) = [record for record in caplog.records if record.message == "mail_not_accepted"]
    reason = vars(refusal)["reason"]
    assert "451" in reason
    assert "ada" not in reason


async def test_a_wrong_password_is_a_mistake_that_can_be_mended(box: Box, caplog: pytest.LogCaptureFixture) -> None:
    async with mail_server(box, auth_required=True) as port:
        with caplog.at_level(logging.DEBUG), pytest.raises(ServiceUnavailableException):
            await mailer(f"smtp://{USER}:wr0ng-one@127.0.0.1:{port}").send(a_mail())
    written = [str(vars(record)) for record in caplog.records if not record.name.startswith("mail.")]
    assert "wr0ng-one" not in "".join(written)


async def test_a_server_that_is_not_there_or_says_nothing_is_not_waited_for(caplog: pytest.LogCaptureFixture) -> None:
    clock = MovableClock()
    async with silent_server() as port:
        silent = SmtpMailer(SmtpServer(host="127.0.0.1", port=port), sender=SENDER, clock=clock, timeout=0.2)
        async with asyncio.timeout(TIMEOUT_SECONDS):
            with pytest.raises(ServiceUnavailableException):
                await silent.send(a_mail())
    with pytest.raises(ServiceUnavailableException):
        await mailer(f"smtp://127.0.0.1:{port}").send(a_mail())


async def test_addresses_beyond_ascii_travel_where_the_server_takes_them(box: Box) -> None:
    async with mail_server(box) as port:
        await mailer(f"smtp://127.0.0.1:{port}").send(a_mail(to="jürgen@bücher.example"))
        await mailer(f"smtp://127.0.0.1:{port}").send(a_mail(to="ada@bücher.example"))
    assert [envelope.rcpt_tos for envelope in box.envelopes] == [
        ["jürgen@xn--bcher-kva.example"],
        ["ada@xn--bcher-kva.example"],
    ]


async def test_addresses_beyond_ascii_are_refused_for_good_where_it_does_not(box: Box) -> None:
    async with mail_server(box, enable_SMTPUTF8=False) as port:
        with pytest.raises(ValueError, match="ASCII"):
            await mailer(f"smtp://127.0.0.1:{port}").send(a_mail(to="jürgen@example.org"))
