"""``cortex new-language pt``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from domain.shared_kernel.language import Language, parse_language
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.exit_codes import CommandFailed
from entrypoints.cli.groups import BUILD
from entrypoints.cli.output import Json, print_result

CATALOGUES = Path("locales")
NO_CHECKOUT = _("This is no checkout of the service: go to the folder that holds domain/ and adapters/.")
NO_LANGUAGE = _("{language} is no tag of a language, such as pt, pt-BR or zh-Hant.")
IS_THERE = _("{language} is there already: see {file}.")
NO_SOURCE = _("There is no catalogue to begin from in {language}.")
BEGUN = _("{file} is there, for {name}, whose plurals have {forms} forms.")
COUNTED = _("Messages that are still to be translated: {still_open} of {messages}.")
BEGUN_FROM = _("Words of the language {source} stand there, marked as fuzzy: people are not shown them.")
NEXT = _("make messages counts what is left. Until then CORTEX_LANGUAGES can leave the language out.")


def add_new_language(app: App) -> None:
    """Adds the command ``new-language``."""

    @app.command(group=BUILD)
    def new_language(
        tag: str, /, *, source: Annotated[str | None, Parameter(name="--from")] = None, json: Json = False
    ) -> None:
        """Add the catalogues of a further language to the checkout in this folder.

        Parameters
        ----------
        tag
            Tag of the language, for example pt or pt-BR.
        source
            Language whose translations are written there for a start; by default the nearest one, en for none.
        """
        # Babel is slow to import, and needed by this command alone.
        from locales import catalogue_file, languages_of_catalogues
        from locales.beginning import begin_catalogues, nearest, present_languages

        if not (CATALOGUES.is_dir() and Path("domain").is_dir()):
            raise CommandFailed(NO_CHECKOUT)
        language = _known(tag)
        file = catalogue_file(language, CATALOGUES)
        if language in languages_of_catalogues(CATALOGUES):
            raise CommandFailed(IS_THERE.bind({"language": language, "file": file}))
        present = present_languages(CATALOGUES)
        chosen = nearest(language, present) if source is None else _source(source, present)
        begun = begin_catalogues(Path(), CATALOGUES, language, chosen)
        facts = {"file": file, "name": begun.name, "forms": begun.plural_forms}
        counts = {"messages": begun.messages, "still_open": begun.still_open}
        hint = [BEGUN_FROM.bind({"source": chosen})] if chosen else []
        sentences = [BEGUN.bind(facts), COUNTED.bind(counts), *hint, NEXT]
        document = {"language": language, "file": str(file), "source": chosen, **counts}
        print_result(sentences, document, json=json)


def _known(tag: str) -> Language:
    from locales.beginning import english_name

    try:
        language = parse_language(tag)
    except ValueError:
        raise CommandFailed(NO_LANGUAGE.bind({"language": tag})) from None
    if english_name(language) is None:
        raise CommandFailed(NO_LANGUAGE.bind({"language": tag}))
    return language


def _source(tag: str, present: Sequence[Language]) -> Language | None:
    if tag == "en":
        return None
    if tag not in present:
        raise CommandFailed(NO_SOURCE.bind({"language": tag}))
    return Language(tag)
