"""What the tests of languages look at: the code's messages and the catalogues of the repository."""

from functools import cache
from string import Formatter

from babel.messages.catalog import Catalog, Message

from domain.shared_kernel.language import Language
from locales import LOCALES, catalogue_file
from locales.extraction import extract_messages
from locales.files import read_catalogue

ROOT = LOCALES.parent


@cache
def catalogue(language: Language) -> Catalog:
    return read_catalogue(catalogue_file(language), language)


@cache
def code() -> Catalog:
    return extract_messages(ROOT)


def entries(language: Language) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def sources(message: Message) -> tuple[str, ...]:
    """The English text, or its singular and its plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def placeholders(text: str) -> set[tuple[str, str, str | None]]:
    """Everything that ``str.format`` would replace: name with attributes, format and conversion."""
    return {(name, spec or "", how) for _, name, spec, how in Formatter().parse(text) if name is not None}
