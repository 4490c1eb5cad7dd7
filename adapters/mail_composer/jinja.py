from collections.abc import Mapping
from functools import cache, partial

import attrs
from jinja2 import Environment, PackageLoader, StrictUndefined

from adapters.mail_composer.markup import html_gettext, plain_gettext
from adapters.mail_composer.subjects import greetable, life_sentence
from adapters.translator.formats import money, shown
from application.ports.mail_composer import MailComposer, MailDraft
from application.ports.mailer import Mail
from application.ports.translator import Translator
from domain.shared_kernel.language import is_right_to_left


class JinjaMailComposer(MailComposer):
    """Renders one template for each kind of mail; ``layout`` and ``parts`` turn it into plain text or HTML. Readers
    whose language is not spoken any more are written to in the default one."""

    def __init__(self, translator: Translator, service: str) -> None:
        self._translator = translator
        self._service = service
        self._text = _environment(autoescape=False)
        self._html = _environment(autoescape=True)

    def compose(self, letter: MailDraft) -> Mail:
        letter = attrs.evolve(letter, language=self._translator.languages.spoken(letter.language))
        subject = self._translator.gettext(letter.kind.subject, letter.language)
        template, facts = f"{letter.kind.template}.jinja", self._facts(letter, subject)
        plain = {"gettext": plain_gettext(self._translator, letter.language), **_form("txt")}
        rich = {"gettext": html_gettext(self._translator, letter.language), **_form("html")}
        return Mail(
            to=letter.to,
            subject=subject,
            text=self._text.get_template(template).render(facts, **plain),
            html=self._html.get_template(template).render(facts, **rich),
            language=letter.language,
            message_id=letter.message_id,
            link=letter.link.url if letter.link else None,
        )

    def _facts(self, letter: MailDraft, subject: str) -> Mapping[str, object]:
        return {
            **letter.facts,
            "subject": subject,
            "shown": partial(shown, language=letter.language),
            "money": partial(money, language=letter.language),
            "service": self._service,
            "to": letter.to,
            "first_name": greetable(letter.first_name),
            "language": letter.language,
            "direction": "rtl" if is_right_to_left(letter.language) else "ltr",
            "link": letter.link and letter.link.url,
            "life": letter.link and life_sentence(letter.link.life),
        }


def _form(form: str) -> Mapping[str, str]:
    return {"layout": f"layout.{form}.jinja", "parts": f"parts.{form}.jinja"}


@cache
def _environment(*, autoescape: bool) -> Environment:
    """The extension ``i18n`` makes ``_`` call the ``gettext`` of each rendering."""
    return Environment(
        loader=PackageLoader("adapters.mail_composer"),
        extensions=["jinja2.ext.i18n"],
        autoescape=autoescape,  # noqa: S701  # plain text has no markup
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
