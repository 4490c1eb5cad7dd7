"""The checks of ``cortex doctor`` in the order in which their findings are shown."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime
from functools import partial

from adapters.mailer.mail_errors import MailRefused, MailServerUnavailable
from adapters.password_hasher.benchmark import benchmark_hash_seconds
from adapters.persistence.newer_database import NewerDatabase
from adapters.private_files import is_open_to_others
from adapters.token_signer.claims import LEEWAY
from application.jobs.count_jobs import CountJobs
from bootstrap.adapters.password_hasher import OWN_NAME
from bootstrap.adapters.secret_key import secret_file
from bootstrap.commands.adapter_checks import adapter_checks
from bootstrap.commands.dead_links import dead_links
from bootstrap.containers.container import Container
from bootstrap.domains.found import checks_of
from bootstrap.settings.adapter_tables import RATE_LIMITERS
from bootstrap.settings.hosts import is_loopback
from bootstrap.settings.limits import LimitSettings
from bootstrap.settings.settings import Settings
from domain.shared_kernel.messages import Sentence
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.doctor.checks.clocks import Clocks
from entrypoints.cli.doctor.checks.connectivity import Connectivity
from entrypoints.cli.doctor.checks.cors_origins import CorsOrigins
from entrypoints.cli.doctor.checks.exposure import Exposure
from entrypoints.cli.doctor.checks.hash_benchmark import fastest_hash
from entrypoints.cli.doctor.checks.hash_cost import HashCost
from entrypoints.cli.doctor.checks.mail import MailCheck, MailRefusal
from entrypoints.cli.doctor.checks.pooler import PoolerCheck
from entrypoints.cli.doctor.checks.proxies import Proxies
from entrypoints.cli.doctor.checks.public_url import PublicUrl
from entrypoints.cli.doctor.checks.schema import SchemaCheck
from entrypoints.cli.doctor.checks.secret_file import SecretFile
from entrypoints.cli.doctor.checks.signing_keys import SigningKeys
from entrypoints.cli.doctor.checks.sqlite_file import SqliteFile
from entrypoints.cli.doctor.context import StoredData
from entrypoints.cli.doctor.examination import Examination
from entrypoints.cli.doctor.finding import Check

ANSWERS = _("{server} answers.")
KEEPS_SESSIONS = _("{server} keeps sessions.")
COUNTS = _("{server} counts.")
THE_DATABASE = _("the database")


def examination(container: Container) -> Examination:
    """Returns the checks of a service whose connections are open."""
    settings = container.settings()
    accounts = settings.accounts
    cost = HashCost(accounts.hash_memory, accounts.hash_passes, partial(fastest_hash, benchmark_hash_seconds))
    alone = [cost] if accounts.hasher.scheme == OWN_NAME else []
    return Examination(together=list(_checks(container, settings)), alone=alone)


def _checks(container: Container, settings: Settings) -> Iterator[Check]:
    file = settings.storage.database.file
    is_new = file is not None and not file.exists()
    yield secret_check(settings)
    yield SigningKeys(container.key_ring if settings.keys.signing_keys else None, container.clock())
    yield from [SqliteFile(file)] if file and is_new else _stored(container, settings)
    yield from _servers(container, settings)
    storage = container.database()
    stored = None if is_new else StoredData(storage.read, storage.revisions, container.clock())
    yield from checks_of(container.domains(), settings, stored)
    yield _mail_check(container, settings)
    yield from checks_of_settings(settings)
    yield from adapter_checks(container, settings)


def secret_check(settings: Settings) -> SecretFile:
    """Returns the check of the secret and of its file."""
    database = settings.storage.database.file
    path = secret_file(database) if database else None
    return SecretFile(is_given=bool(settings.keys.secret), path=path, is_open=is_open_to_others)


def checks_of_settings(settings: Settings) -> Iterator[Check]:
    """Yields the checks that read only settings: how they fit together."""
    web, limits, operations = settings.web, settings.limits, settings.operations
    bind = operations.bind
    yield PublicUrl(
        origin=web.public.text,
        is_local=web.is_local,
        is_plain_text=web.public.scheme == "http",
        listens_on=web.listens_on,
        listens_on_loopback=is_loopback(web.host),
        dead_links=list(dead_links(settings)),
        exposed_operations=str(bind) if bind and not is_loopback(bind.host) else None,
    )
    yield CorsOrigins(web.cors_origins, web.admin_cors_origins)
    yield Proxies(
        is_local=web.is_local,
        listens_on_loopback=is_loopback(web.host),
        names_proxies=bool(limits.trusted_proxies),
        trusts_any_address=any(network.prefixlen == 0 for network in limits.trusted_proxies),
        limiter=_counting(limits),
    )
    yield Exposure(
        serves_docs=web.serves_docs,
        is_local=web.is_local,
        log_level=operations.log_level,
        log_format=operations.log_format,
    )


def _counting(limits: LimitSettings) -> str:
    scheme = limits.counter.scheme
    return ("memory" if RATE_LIMITERS.is_volatile(scheme) else scheme) if limits.are_on else "off"


def _stored(container: Container, settings: Settings) -> Iterator[Check]:
    storage = container.database()
    yield Connectivity("database", storage.ping, settings.storage.database.location, ANSWERS, storage.check_server)
    yield PoolerCheck(storage.describe_pooler)
    count_jobs = CountJobs(storage.read, container.clock())
    yield SchemaCheck(storage.revisions, count_jobs, describe_newer)


def describe_newer(stored: str, known: str) -> Sentence:
    """Returns the sentence about a database that a newer release has migrated."""
    return NewerDatabase(stored, known).sentence


def _servers(container: Container, settings: Settings) -> Iterator[Check]:
    sessions, limiter = container.token_store(), container.limiter_choice()
    if sessions.server:
        server = _at_the_beginning(sessions.server)
        yield Connectivity("token store", sessions.store.now, server, KEEPS_SESSIONS, sessions.check_server)
    if limiter.server:
        yield Connectivity("rate limits", limiter.check_server, _at_the_beginning(limiter.server), COUNTS)
    yield Clocks(container.clock(), list(_clocks(container, settings)), LEEWAY)


def _at_the_beginning(name: str) -> str:
    return f"{name[0].upper()}{name[1:]}"


def _clocks(container: Container, settings: Settings) -> Iterator[tuple[Sentence, Callable[[], Awaitable[datetime]]]]:
    """Yields the clocks of servers that may be on other machines."""
    if settings.storage.database.is_shared:
        yield THE_DATABASE, container.database().sessions().store.now
    if container.token_store().server:
        yield container.token_store().server, container.token_store().store.now


def _mail_check(container: Container, settings: Settings) -> MailCheck:
    rehearsal = container.mailer_choice().rehearse
    rehearse = partial(refusal_of, rehearsal) if rehearsal else None
    return MailCheck(settings.mail.url.scheme, rehearse, settings.sender.text, settings.web.is_local)


async def refusal_of(rehearse: Callable[[], Awaitable[None]]) -> MailRefusal | None:
    """Returns what a mail server refuses in a conversation without a mail, or ``None``."""
    try:
        await rehearse()
    except (MailServerUnavailable, MailRefused) as refusal:
        return MailRefusal(refusal.reason, refusal.cure)
    return None
