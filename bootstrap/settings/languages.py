"""The languages of the service."""

import attrs

from bootstrap.settings.declaration import setting
from bootstrap.settings.readers import listed
from domain.shared_kernel.language import Languages, parse_language
from domain.shared_kernel.messages import lazy_gettext as _
from locales import languages_of_catalogues


def languages_with_catalogues(value: object) -> Languages:
    """Parses tags of languages; none means every language that has a catalogue. Raises ``ValueError`` for one that has
    none."""
    present = languages_of_catalogues()
    wanted = tuple(parse_language(tag) for tag in listed(value))
    if not set(wanted) <= set(present):
        raise ValueError(value)
    return Languages(wanted) if wanted else present


@attrs.frozen(kw_only=True)
class LanguageSettings:
    """The languages that messages, pages and mails are in."""

    spoken: Languages = setting(
        "languages",
        "",
        read=languages_with_catalogues,
        must=_("name languages with a comma between them, each with a catalogue under locales/"),
        example="de,en",
        about="The languages of messages, pages and mails; the first is the default. Empty takes every one that has a "
        "catalogue, with English as the default",
    )
