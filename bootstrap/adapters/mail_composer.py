from application.ports.mail_composer import MailComposer
from application.ports.translator import Translator


def jinja_composer(translator: Translator, service: str) -> MailComposer:
    """Returns a composer of templates; ``service`` is the name of the service in mails."""
    from adapters.mail_composer.jinja import JinjaMailComposer

    return JinjaMailComposer(translator, service)
