from pathlib import Path

import pytest
from babel.messages import catalog as babel
from babel.messages.catalog import Catalog

from adapters.translator.babel import BabelTranslator
from domain.shared_kernel.language import Language
from domain.shared_kernel.messages import Message
from locales import LOCALES, catalogue_file, catalogue_names
from locales.__main__ import update_catalogues
from locales.extraction import LAYERS
from locales.files import read_catalogue, write_catalogue
from locales.merging import open_messages, translations
from tests.locales.catalogues import ROOT
from tests.support.languages import LANGUAGES

NAMES = ("cortex", "orders")
CODE = """
GREETING = _("Hello {name}")
# Translators: said at the door
PARTING = lazy_gettext("Goodbye")
COINS = lazy_ngettext("{n} coin", "{n} coins", "n")
OTHER = gettext("not a message of ours")
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for layer in LAYERS:
        (tmp_path / layer).mkdir()
    (tmp_path / "domain" / "words.py").write_text(CODE)
    for language in LANGUAGES:
        write_catalogue(catalogue_file(language, tmp_path / "locales"), Catalog(language))
    return tmp_path


@pytest.fixture
def folder(project: Path) -> Path:
    return project / "locales"


def update(project: Path, code: str | None = None) -> None:
    if code is not None:
        (project / "domain" / "words.py").write_text(code)
    update_catalogues(project, project / "locales")


def read(folder: Path, language: str | Language) -> Catalog:
    return read_catalogue(catalogue_file(language, folder), language)


def message_in(catalogue: Catalog, msgid: str) -> babel.Message:
    message = catalogue.get(msgid)
    assert message is not None
    return message


def translate(folder: Path, language: str, **texts: str | tuple[str, str]) -> None:
    present = read(folder, language)
    for msgid, text in texts.items():
        message_in(present, msgid).string = text
    write_catalogue(catalogue_file(language, folder), present)


def contents(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*.po")}


def test_every_catalogue_gets_every_message(project: Path, folder: Path) -> None:
    update(project)

    for language in LANGUAGES:
        assert [m.id for m in read(folder, language) if m.id] == ["Hello {name}", "Goodbye", ("{n} coin", "{n} coins")]


def test_english_needs_no_translator(project: Path, folder: Path) -> None:
    update(project)

    assert open_messages(read(folder, "en")) == []
    assert translations(message_in(read(folder, "en"), "{n} coin")) == ["{n} coin", "{n} coins"]


def test_each_language_gets_room_for_its_plural_forms(project: Path, folder: Path) -> None:
    update(project)

    assert [len(translations(message_in(read(folder, lang), "{n} coin"))) for lang in ("ar", "ru", "de")] == [6, 3, 2]


def test_open_messages_are_counted_in_one_line_a_language(project: Path, folder: Path) -> None:
    update(project)
    translate(folder, "de", Goodbye="Auf Wiedersehen")

    told = update_catalogues(project, folder)

    assert told[:3] == [
        "ar  Arabic: 3 of 3 messages still to be translated",
        "de  German: 2 of 3 messages still to be translated",
        "en  English: all 3 messages",
    ]
    assert len(told) == len(LANGUAGES)


def test_a_translation_stays_when_messages_are_added(project: Path, folder: Path) -> None:
    update(project)
    translate(folder, "de", Goodbye="Auf Wiedersehen")

    update(project, "\n\n\n" + CODE + 'NEW = _("Goodbye now")\n')

    assert message_in(read(folder, "de"), "Goodbye").string == "Auf Wiedersehen"
    assert message_in(read(folder, "de"), "Goodbye now").string == ""
    assert not any(message.fuzzy for message in read(folder, "de"))


def test_a_hint_reaches_the_translators(project: Path, folder: Path) -> None:
    update(project)

    assert "#. Translators: said at the door\n" in catalogue_file("de", folder).read_text("utf-8")


def test_nothing_changes_where_no_word_changed(project: Path, folder: Path) -> None:
    update(project)
    before = contents(folder)

    update(project, "# moved down\n" + CODE)

    assert contents(folder) == before


def test_a_reworded_message_keeps_its_old_translation_in_sight_until_all_is_translated(
    project: Path, folder: Path
) -> None:
    update(project, '_("Goodbye")')
    translate(folder, "de", Goodbye="Auf Wiedersehen")

    update(project, '_("Farewell")')
    assert [message.string for message in read(folder, "de").obsolete.values()] == ["Auf Wiedersehen"]

    translate(folder, "de", Farewell="Leben Sie wohl")
    update(project)
    assert read(folder, "de").obsolete == {}


def test_a_translation_of_another_plural_is_not_taken_over(project: Path, folder: Path) -> None:
    update(project, 'lazy_ngettext("{n} coin", "{n} coins", "n")')
    translate(folder, "de", **{"{n} coin": ("{n} Münze", "{n} Münzen")})

    update(project, 'lazy_ngettext("{n} coin", "{n} golden coins", "n")')

    assert translations(message_in(read(folder, "de"), "{n} coin")) == ["", ""]


def test_a_message_that_comes_back_finds_its_translation(project: Path, folder: Path) -> None:
    update(project, '_("Goodbye")')
    translate(folder, "de", Goodbye="Auf Wiedersehen")
    update(project, '_("Farewell")')

    update(project, '_("Goodbye")')

    assert message_in(read(folder, "de"), "Goodbye").string == "Auf Wiedersehen"


def test_a_domain_with_a_catalogue_keeps_its_words_there_and_nowhere_else(project: Path, folder: Path) -> None:
    (project / "domain" / "orders").mkdir()
    (project / "domain" / "orders" / "errors.py").write_text('_("Sold out")')
    (project / "domain" / "borders.py").write_text('_("Too far")')
    update(project, '_("Goodbye")')
    write_catalogue(catalogue_file("de", folder, "orders"), Catalog("de"))

    update(project)

    kept = {name: {m.id for m in read_catalogue(catalogue_file("fr", folder, name), "fr") if m.id} for name in NAMES}
    assert kept == {"cortex": {"Goodbye", "Too far"}, "orders": {"Sold out"}}


def test_words_that_a_domain_shares_are_in_both_catalogues(project: Path, folder: Path) -> None:
    (project / "domain" / "orders.py").write_text('_("Goodbye")')
    update(project, '_("Goodbye")')
    write_catalogue(catalogue_file("de", folder, "orders"), Catalog("de"))

    update(project)

    assert all(read_catalogue(catalogue_file("de", folder, name), "de").get("Goodbye") for name in NAMES)


def test_the_words_of_a_domain_are_spoken(project: Path, folder: Path) -> None:
    (project / "domain" / "orders.py").write_text('_("Sold out")')
    update(project)
    write_catalogue(catalogue_file("de", folder, "orders"), Catalog("de"))
    update(project)
    words = read_catalogue(catalogue_file("de", folder, "orders"), "de")
    message_in(words, "Sold out").string = "Ausverkauft"
    write_catalogue(catalogue_file("de", folder, "orders"), words)

    assert BabelTranslator(folder).gettext(Message("Sold out"), Language("de")) == "Ausverkauft"


def test_the_catalogues_of_the_repository_are_up_to_date(tmp_path: Path) -> None:
    for language in LANGUAGES:
        for name in catalogue_names():
            present = read_catalogue(catalogue_file(language, name=name), language)
            write_catalogue(catalogue_file(language, tmp_path, name), present)
    before = {file.relative_to(tmp_path): text for file, text in contents(tmp_path).items()}

    update_catalogues(ROOT, tmp_path)

    assert {file.relative_to(tmp_path): text for file, text in contents(tmp_path).items()} == before
    assert {file.relative_to(LOCALES): text for file, text in contents(LOCALES).items()} == before
