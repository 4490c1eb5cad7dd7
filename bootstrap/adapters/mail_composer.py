from application.ports.mail_composer import MailComposer
from application.ports.translator import Translator


def jinja_composer(translator: Translator, service: str) -> MailComposer:
    """Mails by templates; ``service`` is what they call the service."""
    from adapters.mail_composer.jinja import JinjaMailComposer

    return JinjaMailComposer(translator, service)
