"""The catalogues: one folder a language, ``cortex.po`` for people. ``python -m locales`` brings them up to date.

A domain that brings its own words has a catalogue of its own beside it: ``orders.po`` holds the messages of all files
and folders called ``orders``.
"""

from pathlib import Path

LOCALES = Path(__file__).parent
MAIN = "cortex"


def catalogue_file(language: str, folder: Path = LOCALES, name: str = MAIN) -> Path:
    """Where gettext expects a catalogue of a language."""
    return folder / language / "LC_MESSAGES" / f"{name}.po"


def catalogue_names(folder: Path = LOCALES) -> tuple[str, ...]:
    """``cortex``, and every domain that has a catalogue in some language."""
    domains = {file.stem for file in folder.glob("*/LC_MESSAGES/*.po")} - {MAIN}
    return (MAIN, *sorted(domains))
