"""The catalogues of translations: one folder a language, with ``cortex.po``. ``python -m locales`` updates them.

A domain with its own messages has a catalogue beside it: ``orders.po`` holds the messages of all files and folders
named ``orders``. A language is spoken as soon as its folder is here: ``cortex new-language`` makes one.
"""

from pathlib import Path

from domain.shared_kernel.language import Languages, parse_language, with_source_language

LOCALES = Path(__file__).parent
MAIN = "cortex"


def catalogue_file(language: str, folder: Path = LOCALES, name: str = MAIN) -> Path:
    """Returns the path at which gettext expects a catalogue of a language: that of ``pt-BR`` is below ``pt_BR``."""
    return folder / language.replace("-", "_") / "LC_MESSAGES" / f"{name}.po"


def catalogue_names(folder: Path = LOCALES) -> tuple[str, ...]:
    """Returns ``cortex``, and every domain that has a catalogue in some language."""
    domains = {file.stem for file in folder.glob("*/LC_MESSAGES/*.po")} - {MAIN}
    return (MAIN, *sorted(domains))


def languages_of_catalogues(folder: Path = LOCALES) -> Languages:
    """Returns every language that has a catalogue, and English, which is the default."""
    return with_source_language(parse_language(file.parts[-3]) for file in folder.glob(f"*/LC_MESSAGES/{MAIN}.po"))
