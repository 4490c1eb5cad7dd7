"""Reads and writes ``.po`` files in one form, so that a diff shows only changes of texts."""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

_HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


def read_catalogue(file: Path, language: str) -> Catalog:
    """Returns the catalogue of a file, or an empty one without a file."""
    locale = language.replace("-", "_")
    if not file.exists():
        return Catalog(locale=locale, charset="utf-8")
    with file.open("rb") as stream:
        return read_po(stream, locale=locale, charset="utf-8", abort_invalid=True)


def write_catalogue(file: Path, catalogue: Catalog) -> None:
    """Writes a catalogue without dates, line numbers and line wraps."""
    body = BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, include_lineno=False)
    header = _HEADER.format(language=catalogue.locale, plural_forms=catalogue.plural_forms)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(header.encode() + body.getvalue().rstrip(b"\n") + b"\n")
