"""Who writes mails, and who delivers them: the scheme of a URL picks the adapter."""

from dependency_injector import containers, providers

from adapters.mail_composer.jinja import JinjaMailComposer
from application.accounts.deliver_mail import DeliverMail
from application.accounts.services.link_urls import Links
from application.ports.mail_composer import MailComposer
from application.ports.mailer import Mailer
from bootstrap.adapters.mailer import console_mailer, memory_mailer, smtp_mailer
from bootstrap.settings.settings import Settings


class MailContainer(containers.DeclarativeContainer):
    settings: providers.Dependency[Settings] = providers.Dependency(instance_of=Settings)
    foundation = providers.DependenciesContainer()
    storage = providers.DependenciesContainer()

    smtp = providers.Singleton(
        smtp_mailer, url=settings.provided.mail.url, sender=settings.provided.sender.text, clock=foundation.clock
    )
    mailers: dict[str, providers.Provider[Mailer]] = {
        "console": providers.Singleton(console_mailer),
        "memory": providers.Singleton(memory_mailer),
        "smtp": smtp,
        "smtps": smtp,
    }
    mailer: providers.Provider[Mailer] = providers.Selector(settings.provided.mail.url.scheme, **mailers)
    composer: providers.Provider[MailComposer] = providers.Singleton(
        JinjaMailComposer, translator=foundation.translator, service=settings.provided.service_name
    )
    deliver = providers.Singleton(
        DeliverMail,
        read=storage.read,
        links=providers.Singleton(Links, sealer=foundation.sealer, base=settings.provided.links.text),
        composer=composer,
        mailer=mailer,
        clock=foundation.clock,
    )
