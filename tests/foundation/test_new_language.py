"""``cortex new-language`` adds an eighth language, which is nothing but its catalogue."""

import json
import re
from pathlib import Path

import pytest
from babel.messages.plurals import get_plural

from locales import catalogue_file, catalogue_names
from tests.entrypoints.cli.cli_runner import Done, cortex
from tests.foundation.copies import Copy
from tests.support.languages import LANGUAGES

pytestmark = pytest.mark.skipif("pt" in LANGUAGES, reason="Portuguese is spoken here")
SPEAK = """
from adapters.translator.babel import BabelTranslator
from domain.shared_kernel.errors import NotFoundException
translator = BabelTranslator()
print("pt" in translator.languages, translator.gettext(NotFoundException.title, "pt"))
"""


def catalogue(copy: Copy) -> Path:
    return catalogue_file("pt", copy.root / "locales")


def catalogues(copy: Copy) -> list[Path]:
    """That of the service, and those of domains beside it."""
    return [catalogue_file("pt", copy.root / "locales", name) for name in catalogue_names(copy.root / "locales")]


def test_a_catalogue_is_filled_from_the_nearest_language_and_its_messages_are_counted(copy: Copy) -> None:
    before = copy.texts()
    done = copy.run("cortex", "new-language", "pt", "--json")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert (document["language"], document["source"]) == ("pt", "es")
    assert 0 < document["still_open"] == document["messages"] - 1
    text = catalogue(copy).read_text("utf-8")
    assert f'"Plural-Forms: {get_plural("pt").plural_forms}\\n"' in text
    assert 'msgid "English"\nmsgstr "Português"' in text
    assert '#, fuzzy\nmsgid "Not found"\nmsgstr "No encontrado"' in text
    after = copy.texts()
    assert set(after) - set(before) == {file.relative_to(copy.root) for file in catalogues(copy)}
    assert {file for file, said in before.items() if after[file] != said} == set()
    left = f"{document['still_open']} of {document['messages']} messages still to be translated"
    counted = copy.run("python", "-m", "locales").stdout
    assert f"pt  Portuguese: {left}" in counted


def test_a_catalogue_is_all_that_a_language_needs_and_tests_demand_the_whole_of_it(copy: Copy) -> None:
    assert copy.run("cortex", "new-language", "pt").returncode == 0
    assert copy.run("python", "-c", SPEAK).stdout == "True Not found\n"
    demanded = ("tests/locales/test_catalogues.py", "-k", "[pt]")
    assert "test_every_message_is_translated_beyond_doubt[pt]" in copy.test(*demanded).stdout
    for file in catalogues(copy):
        written = file.read_text("utf-8")
        without_marks = re.sub(r"^#, fuzzy(?=,)", "#", written.replace("#, fuzzy\n", ""), flags=re.MULTILINE)
        file.write_text(without_marks.replace("No encontrado", "Não encontrado"), "utf-8")
    done = copy.test(*demanded)
    assert (done.returncode, "failed" in done.stdout) == (0, False), done.stdout
    assert copy.run("python", "-c", SPEAK).stdout == "True Não encontrado\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    {
        ("klingon",): "klingon is no tag of a language, such as pt, pt-BR or zh-Hant.",
        ("xx",): "xx is no tag of a language, such as pt, pt-BR or zh-Hant.",
        ("de",): "de is there already: see locales/de/LC_MESSAGES/cortex.po.",
        ("pt", "--from", "xx"): "There is no catalogue to begin from in xx.",
    }.items(),
)
def test_a_language_that_cannot_be_begun_is_refused_and_nothing_is_written(
    pristine: Copy, arguments: tuple[str, ...], sentence: str
) -> None:
    before = pristine.changes()
    assert cortex(pristine.root, "new-language", *arguments) == Done(1, "", f"{sentence}\n")
    assert pristine.changes() == before
