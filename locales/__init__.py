"""The catalogues of translations: one folder a language, with ``cortex.po``. ``python -m locales`` updates them.

A domain with its own messages has a catalogue beside it: ``orders.po`` holds the messages of all files and folders
named ``orders``.
"""

from pathlib import Path

LOCALES = Path(__file__).parent
MAIN = "cortex"


def catalogue_file(language: str, folder: Path = LOCALES, name: str = MAIN) -> Path:
    """Returns the path at which gettext expects a catalogue of a language."""
    return folder / language / "LC_MESSAGES" / f"{name}.po"


def catalogue_names(folder: Path = LOCALES) -> tuple[str, ...]:
    """Returns ``cortex``, and every domain that has a catalogue in some language."""
    domains = {file.stem for file in folder.glob("*/LC_MESSAGES/*.po")} - {MAIN}
    return (MAIN, *sorted(domains))
