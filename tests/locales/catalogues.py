"""What the tests of languages look at: the code's messages and the catalogues of the repository."""

from functools import cache
from string import Formatter

from babel.messages.catalog import Catalog, Message

from domain.shared_kernel.language import Language
from locales import LOCALES, catalogue_file, catalogue_names
from locales.extraction import extract_messages
from locales.files import read_catalogue

ROOT = LOCALES.parent


@cache
def catalogue(language: Language) -> Catalog:
    """All of a language's catalogues, as one."""
    main, *others = (read_catalogue(catalogue_file(language, name=name), language) for name in catalogue_names())
    for other in others:
        for message in filter(lambda message: message.id, other):
            main[message.id] = message
        main.obsolete.update(other.obsolete)
    return main


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
