"""The whole service, assembled from settings. Nothing connects before ``lifecycle.running``."""

from dependency_injector import containers, providers

from bootstrap.containers.accounts import AccountsContainer
from bootstrap.containers.foundation import FoundationContainer
from bootstrap.containers.http import HttpContainer
from bootstrap.containers.mail import MailContainer
from bootstrap.containers.sessions import SessionsContainer
from bootstrap.containers.storage import StorageContainer
from bootstrap.settings import Settings
from entrypoints.cli.create_admin import CreateAdmin


class Container(containers.DeclarativeContainer):
    settings: providers.Dependency[Settings] = providers.Dependency(instance_of=Settings)

    foundation = providers.Container(FoundationContainer, settings=settings)
    storage = providers.Container(StorageContainer, settings=settings, clock=foundation.clock, events=foundation.events)
    accounts = providers.Container(AccountsContainer, foundation=foundation, storage=storage)
    sessions = providers.Container(
        SessionsContainer, settings=settings, foundation=foundation, storage=storage, accounts=accounts
    )
    mail = providers.Container(MailContainer, settings=settings, foundation=foundation, storage=storage)
    http = providers.Container(
        HttpContainer, settings=settings, foundation=foundation, accounts=accounts, sessions=sessions
    )
    create_admin = providers.Singleton(
        CreateAdmin, emails=foundation.emails, register=accounts.register, promote=accounts.promote_to_staff
    )
