"""``python -m locales``: merges every message of the code into every catalogue, and counts those without a
translation."""

import sys
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog

from domain.shared_kernel.language import Language
from locales import LOCALES, catalogue_file, catalogue_names, languages_of_catalogues
from locales.extraction import extract_messages, messages_of
from locales.files import read_catalogue, write_catalogue
from locales.merging import merge, open_messages


def update_catalogues(root: Path, folder: Path) -> list[str]:
    """Updates the catalogues in ``folder`` from the code below ``root``, and returns a line for each language."""
    names = catalogue_names(folder)
    everything = extract_messages(root)
    found = {name: messages_of(name, everything, names) for name in names}
    lines: list[str] = []
    for language in languages_of_catalogues(folder):
        merged = [_update(catalogue_file(language, folder, name), language, found[name]) for name in names]
        still_open = sum(len(open_messages(catalogue)) for catalogue in merged)
        lines.append(_summary(language, sum(map(len, merged)), still_open))
    return lines


def _update(file: Path, language: Language, found: Catalog) -> Catalog:
    merged = merge(found, read_catalogue(file, language))
    write_catalogue(file, merged)
    return merged


def _summary(language: Language, messages: int, still_open: int) -> str:
    name = Locale.parse(language, sep="-").get_display_name("en")
    state = f"{still_open} of {messages} messages still to be translated" if still_open else f"all {messages} messages"
    return f"{language}  {name}: {state}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in update_catalogues(LOCALES.parent, LOCALES))
