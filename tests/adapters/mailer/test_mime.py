from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from adapters.mailer.mime import mime_message
from domain.shared_kernel.language import Language
from tests.support.mail_factories import a_mail
from tests.support.mail_servers import text_of

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
SENDER = "Bücher & Söhne <accounts@bücher.example>"


def parsed(**others: object) -> EmailMessage:
    return message_from_bytes(mime_message(a_mail(**others), SENDER, NOW).as_bytes(), policy=policy.default)


def test_the_plain_text_comes_first_and_the_html_which_is_preferred_last() -> None:
    message = parsed()
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert {part.get_content_charset() for part in message.iter_parts()} == {"utf-8"}


def test_the_headers_are_those_of_a_machine_that_writes_once() -> None:
    message = parsed(language=Language("ar"))
    assert message["Message-ID"] == "<0123456789abcdef@xn--bcher-kva.example>"
    assert message["Date"].datetime == NOW
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "ar"
    assert message["From"] == "Bücher & Söhne <accounts@xn--bcher-kva.example>"


def test_the_same_mail_has_the_same_id_whenever_it_is_sent() -> None:
    earlier, later = (mime_message(a_mail(), SENDER, at) for at in (NOW, NOW.replace(hour=23)))
    assert earlier["Message-ID"] == later["Message-ID"]


@pytest.mark.parametrize(
    "others",
    [
        {"subject": "Hello\r\nBcc: eve@example.org"},
        {"subject": "Hello\nBcc: eve@example.org"},
        {"message_id": "x\r\nBcc: eve@example.org"},
    ],
)
def test_a_line_break_in_a_header_is_refused(others: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"header|linefeed"):
        mime_message(a_mail(**others), SENDER, NOW)


def test_long_lines_and_every_letter_survive_the_way() -> None:
    text = "ع" * 3000 + "\n" + "x" * 2000 + "\n. \n.\n"
    assert text_of(parsed(text=text), "plain") == text
    assert all(len(line) <= 998 for line in mime_message(a_mail(text=text), SENDER, NOW).as_bytes().split(b"\n"))
