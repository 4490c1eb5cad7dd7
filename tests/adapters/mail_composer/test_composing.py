import re
from datetime import timedelta
from html import unescape

import pytest

from adapters.mail_composer.jinja import JinjaMailComposer
from adapters.translator.babel import BabelTranslator
from application.accounts.services import account_mails
from application.ports.mail_composer import MailLink
from application.ports.mail_kind import MailKind
from application.ports.mailer import Mail
from application.ports.translator import Translator
from domain.shared_kernel.language import SOURCE_LANGUAGE, Language, Languages
from domain.shared_kernel.messages import Message
from tests.support.html import Page
from tests.support.languages import LANGUAGES
from tests.support.mail_factories import ADA, EACH_MAIL, URL, a_letter

SERVICE = "Example Accounts"
LARGEST = 6_000
composer = JinjaMailComposer(BabelTranslator(), SERVICE)

each_kind = pytest.mark.parametrize("kind", EACH_MAIL)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def compose(kind: MailKind, language: Language = SOURCE_LANGUAGE, **others: object) -> Mail:
    return composer.compose(a_letter(kind, language, **others))


def sentences(text: str) -> set[str]:
    return {line for line in text.splitlines() if line and line != URL}


@each_kind
@each_language
def test_every_mail_can_be_written_in_every_language(kind: MailKind, language: Language) -> None:
    mail = compose(kind, language)
    assert (mail.to, mail.language, mail.message_id) == (ADA, language, "0123456789abcdef")
    assert mail.subject
    assert ADA in mail.text
    assert SERVICE in mail.text
    assert not re.search(r"[{}]|%\(", mail.text + Page(mail.html).text)


@each_kind
@each_language
def test_a_mail_that_asks_for_an_act_has_one_link_in_both_parts(kind: MailKind, language: Language) -> None:
    mail, hrefs = compose(kind, language), Page(compose(kind, language).html).values("href")
    expected = [URL] if kind.link else []
    assert mail.link == (URL if expected else None)
    assert [line for line in mail.text.splitlines() if "://" in line] == expected
    assert set(hrefs) == set(expected)


@each_kind
@each_language
def test_text_and_html_say_the_same(kind: MailKind, language: Language) -> None:
    mail = compose(kind, language)
    seen = Page(mail.html).text
    plain = re.sub("[\u2068\u2069]", "", mail.text)
    assert [line for line in sentences(plain) if " ".join(line.split()).removesuffix(":") not in unescape(seen)] == []


@each_kind
@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != Language("en")])
def test_no_sentence_is_left_in_english(kind: MailKind, language: Language) -> None:
    said, english = compose(kind, language), compose(kind)
    assert said.subject != english.subject
    assert sentences(said.text) & sentences(english.text) == set()


@each_kind
@each_language
def test_the_html_fetches_nothing_and_is_small(kind: MailKind, language: Language) -> None:
    html = compose(kind, language).html
    page = Page(html)
    assert len(html.encode()) < LARGEST
    assert page.values("src") + page.values("background") == []
    assert not re.search(r"url\(|@import|<script|<img|<link", html)


@each_kind
@each_language
def test_the_html_names_its_language_and_direction(kind: MailKind, language: Language) -> None:
    page = Page(compose(kind, language).html)
    direction = "rtl" if language == Language("ar") else "ltr"
    assert {element["dir"] for element in page.all("html") + page.all("div")} == {direction}
    assert {element["lang"] for element in page.all("html") + page.all("div")} == {language}


@each_kind
def test_names_and_addresses_keep_their_own_direction(kind: MailKind) -> None:
    mail = compose(kind, Language("ar"))
    assert f"\u2068{ADA}\u2069" in mail.text
    assert f"<bdi>{ADA}</bdi>" in mail.html
    assert "\u2068Ada\u2069" in mail.text
    assert "<bdi>Ada</bdi>" in mail.html


def test_a_name_cannot_become_markup() -> None:
    mail = compose(account_mails.PASSWORD_CHANGED, first_name='<b>"Ada" & {email}')
    assert '\u2068<b>"Ada" & {email}\u2069' in mail.text
    assert "<bdi>&lt;b&gt;&#34;Ada&#34; &amp; {email}</bdi>" in mail.html


NO_NAMES = [
    *("http://evil.example", "evil.example", "mail@evil", "Go to evil.example/x", "www.evil", "evil:80"),
    *("evil\u3002example", "evil\uff0eexample", "evil\uff61example", "evil\u2024example", "evil\ufe52example"),
    *("evil\u06d4example", "evil.\u200dexample", "evil\uff20example", "http\uff1aevil", "evil\uff0fx"),
    *("evil 555 1234567", "evil +49(30)901820", "evil 127.0.0.1"),
]


@pytest.mark.parametrize("name", ["Ada", "Zo\u00eb", "\u674e", "St. John", "O'Neil", "Ada 2", "Jean-Luc"])
def test_a_name_is_greeted_by(name: str) -> None:
    assert f"\u2068{name}\u2069" in compose(account_mails.VERIFY_EMAIL, Language("en"), first_name=name).text


@pytest.mark.parametrize("name", NO_NAMES)
@each_language
def test_a_name_brings_no_address_into_a_mail(name: str, language: Language) -> None:
    mail = compose(account_mails.VERIFY_EMAIL, language, first_name=name)
    assert "evil" not in mail.text + mail.html


@pytest.mark.parametrize(
    ("life", "said"),
    [
        (timedelta(minutes=1), "within 1 minute."),
        (timedelta(minutes=59), "within 59 minutes."),
        (timedelta(hours=1), "within 1 hour."),
        (timedelta(hours=24), "within 24 hours."),
        (timedelta(days=2), "within 2 days."),
        (timedelta(days=7), "within 7 days."),
    ],
)
def test_a_mail_says_how_long_its_link_is_good_for(life: timedelta, said: str) -> None:
    assert said in compose(account_mails.VERIFY_EMAIL, link=MailLink(URL, life)).text


class Marked(Translator):
    """Marks every message that passes it."""

    @property
    def languages(self) -> Languages:
        return LANGUAGES

    def gettext(self, message: Message, language: Language | None = None) -> str:
        return f"⟦{message}⟧"


@each_kind
def test_no_visible_word_escapes_translation(kind: MailKind) -> None:
    mail = JinjaMailComposer(Marked(), SERVICE).compose(a_letter(kind))
    for seen in (mail.subject, mail.text, Page(mail.html).text):
        assert "⟦" in seen
        left = re.sub(r"⟦[^⟧]*⟧", "", seen).replace(URL, "").replace(SERVICE, "")
        assert not re.search(r"\w", left), left
