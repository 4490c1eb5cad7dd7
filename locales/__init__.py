"""The catalogues: one folder a language, ``cortex.po`` for people. ``python -m locales`` brings them up to date."""

from pathlib import Path

LOCALES = Path(__file__).parent


def catalogue_file(language: str, folder: Path = LOCALES) -> Path:
    """Where gettext expects the catalogue of a language."""
    return folder / language / "LC_MESSAGES" / "cortex.po"
