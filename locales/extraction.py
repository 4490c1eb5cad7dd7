"""Extracts the messages of the code and its templates."""

from collections.abc import Collection
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

from locales import MAIN

LAYERS = ("domain", "application", "adapters", "entrypoints", "bootstrap")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
_METHODS = [("**.py", "python"), ("**.jinja", "jinja2")]
_OPTIONS = {"**.jinja": {"silent": "false"}}  # a template that cannot be read is a mistake
_COMMENT_TAGS = ("Translators:",)


def extract_messages(root: Path) -> Catalog:
    """Returns every message below ``root``, in the order of the files."""
    found = Catalog(charset="utf-8")
    for layer in LAYERS:
        messages = extract_from_dir(root / layer, _METHODS, _OPTIONS, KEYWORDS, _COMMENT_TAGS)
        for file, line, message, comments, _context in messages:
            found.add(message, locations=[(f"{layer}/{file}", line)], auto_comments=comments)
    return found


def messages_of(name: str, found: Catalog, names: Collection[str]) -> Catalog:
    """Returns the messages of one of the catalogues ``names``: those in files or folders of a domain's name belong to
    its catalogue, all others to the main one."""
    chosen = Catalog(charset="utf-8")
    for message in found:
        homes = [_home(Path(file), names) for file, _line in message.locations]
        here = [place for place, home in zip(message.locations, homes, strict=True) if home == name]
        if here:
            chosen.add(message.id, locations=here, auto_comments=message.auto_comments)
    return chosen


def _home(file: Path, names: Collection[str]) -> str:
    return next((part for part in file.with_suffix("").parts if part in names), MAIN)
