import os
import shutil
import subprocess
import sys
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from adapters.translator import catalogues
from adapters.translator.babel import BabelTranslator
from adapters.translator.catalogues import read_catalogue
from domain.shared_kernel.language import Language
from domain.shared_kernel.messages import Message as Sentence
from locales import LOCALES, catalogue_file, catalogue_names
from locales.files import read_catalogue as read_source
from locales.files import write_catalogue


@pytest.fixture
def po(tmp_path: Path) -> Path:
    copy = tmp_path / "cortex.po"
    shutil.copy(catalogue_file(Language("de")), copy)
    return copy


@pytest.fixture
def mo(po: Path) -> Path:
    return po.with_suffix(".mo")


def says(po: Path) -> str:
    return read_catalogue(po)().gettext("Not found")


def message_in(catalogue: Catalog) -> Message:
    message = catalogue.get("Not found")
    assert message is not None
    return message


def retranslate(po: Path, text: str, *, later: int) -> None:
    """Changes the source ``later`` seconds after its compiled form was written."""
    written_at = po.stat().st_mtime_ns
    edited = read_source(po, "de")
    message_in(edited).string = text
    write_catalogue(po, edited)
    os.utime(po, ns=(written_at, written_at + later * 10**9))


def test_a_catalogue_is_compiled_beside_its_source_when_it_is_first_read(po: Path, mo: Path) -> None:
    assert says(po) == "Nicht gefunden"

    assert [file.name for file in sorted(po.parent.iterdir())] == [mo.name, po.name]
    assert mo.stat().st_mtime_ns == po.stat().st_mtime_ns


def test_a_compiled_catalogue_is_read_while_it_is_as_young_as_its_source(po: Path) -> None:
    says(po)
    retranslate(po, "Weg", later=0)

    assert says(po) == "Nicht gefunden"


def test_a_changed_source_is_compiled_anew(po: Path) -> None:
    says(po)
    retranslate(po, "Weg", later=1)

    assert [says(po), says(po)] == ["Weg", "Weg"]


@pytest.mark.parametrize("damage", [b"", b"\xde", b"not a catalogue", b"\xde\x12\x04\x95" + b"\xff" * 24])
def test_a_damaged_file_is_compiled_anew(po: Path, mo: Path, damage: bytes) -> None:
    mo.write_bytes(damage)

    assert says(po) == "Nicht gefunden"
    assert len(mo.read_bytes()) > len(damage)


def test_a_catalogue_is_used_from_memory_where_nothing_can_be_written(po: Path, mo: Path) -> None:
    mo.mkdir()
    (mo / "in the way").touch()

    assert says(po) == "Nicht gefunden"
    assert [file.name for file in sorted(po.parent.iterdir())] == [mo.name, po.name]


def test_a_catalogue_without_a_source_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"cortex\.po"):
        read_catalogue(tmp_path / "cortex.po")


def test_a_doubtful_translation_is_not_used(po: Path) -> None:
    edited = read_source(po, "de")
    message_in(edited).flags.add("fuzzy")
    write_catalogue(po, edited)

    assert says(po) == "Not found"


def test_babel_is_not_imported_where_everything_is_compiled() -> None:
    program = """
import sys
from adapters.translator.babel import BabelTranslator
BabelTranslator()
before = set(sys.modules)
BabelTranslator()
print("babel" in before, {name for name in sys.modules if name.partition(".")[0] == "babel"} - before)
"""
    for _ in range(2):
        answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert answer.stdout == "False set()\n"


def test_a_catalogue_is_parsed_when_its_language_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[bytes] = []

    def parse(file: BytesIO) -> GNUTranslations:
        parsed.append(file.getvalue())
        return GNUTranslations(file)

    monkeypatch.setattr(catalogues, "GNUTranslations", parse)
    translator = BabelTranslator()
    assert parsed == []

    for _ in range(2):
        assert translator.gettext(Sentence("Not found"), Language("de")) == "Nicht gefunden"
    assert len(parsed) == len(catalogue_names(LOCALES))
