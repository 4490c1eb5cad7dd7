"""``python -m locales``: every message of the code goes into every catalogue, and what is still open is counted."""

import sys
from pathlib import Path

from babel import Locale

from domain.shared_kernel.language import Language
from locales import LOCALES, catalogue_file
from locales.extraction import extract_messages
from locales.files import read_catalogue, write_catalogue
from locales.merging import merge, open_messages


def update_catalogues(root: Path, folder: Path) -> None:
    """Brings the catalogues in ``folder`` up to date with the code below ``root``."""
    found = extract_messages(root)
    for language in Language:
        file = catalogue_file(language, folder)
        merged = merge(found, read_catalogue(file, language))
        write_catalogue(file, merged)
        sys.stdout.write(f"{_summary(language, len(merged), len(open_messages(merged)))}\n")


def _summary(language: Language, messages: int, still_open: int) -> str:
    name = Locale.parse(language.value).get_display_name("en")
    state = f"{still_open} of {messages} messages still to be translated" if still_open else f"all {messages} messages"
    return f"{language}  {name}: {state}"


if __name__ == "__main__":
    update_catalogues(LOCALES.parent, LOCALES)
