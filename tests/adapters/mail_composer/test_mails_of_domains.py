"""A domain's own mails, which bring their subject and the facts that they speak of."""

import pytest
from jinja2 import DictLoader

from adapters.mail_composer.jinja import JinjaMailComposer
from adapters.translator.babel import BabelTranslator
from application.ports.mail_kind import MailKind
from domain.shared_kernel.language import Language
from domain.shared_kernel.messages import Message
from tests.support.html import Page
from tests.support.mail_factories import ADA, a_letter

FOUND = MailKind("found", Message("Not found"), template="lost/found")
TEMPLATE = """
{% extends layout %}
{% from parts import say with context %}
{% block message %}
{{ say(_("{thing} to {to}", thing=thing, to=to)) }}
{% endblock %}
"""


@pytest.fixture
def composer() -> JinjaMailComposer:
    """One that finds the template of a domain among those of the house."""
    house = JinjaMailComposer(BabelTranslator(), "Example Accounts")
    for environment in (house._text, house._html):
        loader = environment.loader
        assert loader is not None
        layouts = {name: loader.get_source(environment, name)[0] for name in environment.list_templates()}
        environment.loader = DictLoader(layouts | {"lost/found.jinja": TEMPLATE})
    return house


def test_a_mail_of_a_domain_brings_its_subject_its_template_and_its_facts(composer: JinjaMailComposer) -> None:
    letter = a_letter(FOUND, Language("de"), facts={"thing": "<tea>"})
    mail = composer.compose(letter)
    assert (mail.to, mail.subject, mail.link) == (ADA, "Nicht gefunden", None)
    assert f"\u2068<tea>\u2069 to \u2068{ADA}\u2069" in mail.text
    assert f"<tea> to {ADA}" in Page(mail.html).text


def test_facts_do_not_stand_for_what_the_house_says(composer: JinjaMailComposer) -> None:
    letter = a_letter(FOUND, facts={"thing": "tea", "to": "eve@example.org"})
    assert "eve" not in composer.compose(letter).text
