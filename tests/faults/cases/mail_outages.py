"""A mail server that is down, slow, or whose certificate has expired."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from time import monotonic

import trustme

from tests.faults.case import POSTGRESQL, SQLITE, Case, Trial
from tests.faults.cases.broker_outages import BEFORE, BUSY, NO_SLOWER_SECONDS, all_mails_came, open_accounts
from tests.faults.deployment.deployment import Deployment, deployed
from tests.faults.deployment.stores import MAIL
from tests.support.busyness import allowed
from tests.support.mail_servers import Box, mail_server
from tests.support.servers.proxy import Proxy

BYTES_A_SECOND = 200
Outage = Callable[[Proxy], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def down(proxy: Proxy) -> AsyncIterator[None]:
    """Nobody listens."""
    await proxy.cut()
    yield
    await proxy.mend()


@asynccontextmanager
async def slow(proxy: Proxy) -> AsyncIterator[None]:
    """Answers come a second late and in drops."""
    proxy.latency_seconds = 1.0
    proxy.drip(BYTES_A_SECOND)
    yield
    proxy.latency_seconds = 0.0
    proxy.drip(None)


@asynccontextmanager
async def silent(proxy: Proxy) -> AsyncIterator[None]:
    """Takes connections and says nothing."""
    proxy.silence()
    yield
    proxy.speak()


async def run(outage: Outage, trial: Trial) -> None:
    """Accounts are opened meanwhile; the mails come afterwards."""
    async with deployed(trial, servers=1, workers=int(trial.storage == POSTGRESQL), through=[MAIL]) as deployment:
        deployment.may_repeat_mails = True
        usual = await open_accounts(deployment, BEFORE)
        await all_mails_came(deployment)
        async with outage(deployment.stores.proxies[MAIL]):
            longest = await open_accounts(deployment, trial.dose["registrations"])
            await asyncio.sleep(trial.dose["seconds"])
        began = monotonic()
        await all_mails_came(deployment)
        trial.show("longest answer", f"{longest:.2f} s (before {usual:.2f} s)")
        trial.show("all mails", f"{monotonic() - began:.1f} s after its return")
    trial.expect(longest < allowed(NO_SLOWER_SECONDS) + BUSY * usual, "registrations became slow")


async def expire(trial: Trial) -> None:
    """The certificate of the mail server expires, and is renewed."""
    authority, box, context = trustme.CA(), Box(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trusted = trial.folder / "authority.pem"
    authority.cert_pem.write_to_path(str(trusted))
    authority.issue_cert("127.0.0.1").configure_cert(context)
    async with mail_server(box, tls=context) as port:
        mail = {"MAIL_URL": f"smtps://127.0.0.1:{port}"}
        async with deployed(trial, servers=0) as deployment:
            deployment.stores.box = box
            await deployment.add_server(wrapper=(f"SSL_CERT_FILE={trusted}",), settings=mail).start()
            await open_accounts(deployment, 1)
            await all_mails_came(deployment)
            expired = datetime.now(UTC) - timedelta(days=1)
            authority.issue_cert("127.0.0.1", not_before=expired - timedelta(days=1), not_after=expired).configure_cert(
                context
            )
            longest = await open_accounts(deployment, trial.dose["registrations"])
            await mails_fail(deployment)
            trial.expect(len(box.envelopes) == 1, "a mail was handed to a server whose certificate has expired")
            authority.issue_cert("127.0.0.1").configure_cert(context)
            began = monotonic()
            await all_mails_came(deployment)
            trial.show("longest answer", f"{longest:.2f} s")
            trial.show("all mails", f"{monotonic() - began:.1f} s after its renewal")


async def mails_fail(deployment: Deployment) -> None:
    """Waits until an operator can read why."""
    from tests.support.eventually import eventually

    log = deployment.folder / "server-0-log.txt"

    async def is_logged() -> bool:
        return "job_attempt_failed" in await asyncio.to_thread(log.read_text, "utf-8")

    await eventually(is_logged)


def case(name: str, fault: str, outage: Outage, seconds: int) -> Case:
    """One way to be gone."""
    return Case(
        name=name,
        fault=fault,
        passes="no request is slower for it, every mail is delivered on its return",
        storages=(SQLITE, POSTGRESQL),
        full={"registrations": 100, "seconds": seconds},
        quick={"registrations": 10, "seconds": 1},
        waits=True,
        run=partial(run, outage),
    )


CASES = (
    case("mail-down", "the mail server is down", down, 20),
    case("mail-slow", "the mail server answers a second late and in drops", slow, 20),
    case("mail-silent", "the mail server takes connections and says nothing", silent, 20),
    Case(
        name="mail-certificate",
        fault="the certificate of the mail server expires",
        passes="no mail is handed over unencrypted or unverified, an operator can read why, all come after its renewal",
        storages=(SQLITE,),
        full={"registrations": 50},
        quick={"registrations": 5},
        waits=True,
        run=expire,
    ),
)
