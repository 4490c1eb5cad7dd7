"""Collects the messages that the code and its templates hold."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

LAYERS = ("domain", "application", "adapters", "entrypoints", "bootstrap")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
_METHODS = [("**.py", "python"), ("**.jinja", "jinja2")]
_OPTIONS = {"**.jinja": {"silent": "false"}}  # a template that cannot be read is a mistake
_COMMENT_TAGS = ("Translators:",)


def extract_messages(root: Path) -> Catalog:
    """Every message below ``root``, in the order in which the code is read."""
    found = Catalog(charset="utf-8")
    for layer in LAYERS:
        messages = extract_from_dir(root / layer, _METHODS, _OPTIONS, KEYWORDS, _COMMENT_TAGS)
        for file, line, message, comments, _context in messages:
            found.add(message, locations=[(f"{layer}/{file}", line)], auto_comments=comments)
    return found
