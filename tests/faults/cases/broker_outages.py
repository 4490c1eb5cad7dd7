"""The broker is gone while accounts are opened."""

from functools import partial
from time import monotonic

from tests.faults.case import POSTGRESQL, Case, Trial
from tests.faults.deployment.deployment import Deployment, deployed
from tests.faults.deployment.outages import Outage, ended, hanging
from tests.faults.load.parallel import each
from tests.support.busyness import allowed, is_busy
from tests.support.eventually import eventually
from tests.system.process.cortex import ENOUGH

SERVERS = 2
AT_ONCE = 8
NO_SLOWER_SECONDS = 2.0
BUSY = 2
BEFORE = 20


async def run(outage: Outage, trial: Trial) -> None:
    """Accounts are opened as if nothing was, and every mail is sent afterwards."""
    async with deployed(trial, servers=SERVERS, workers=2) as deployment:
        assert deployment.stores.broker is not None
        usual = await open_accounts(deployment, BEFORE)
        async with outage(deployment.stores.broker):
            longest = await open_accounts(deployment, trial.dose["registrations"])
        began = monotonic()
        await all_mails_came(deployment)
        trial.show("longest answer", f"{longest:.2f} s (before {usual:.2f} s)")
        trial.show("all mails", f"{monotonic() - began:.1f} s after its return")
    trial.expect(longest < allowed(NO_SLOWER_SECONDS) + BUSY * usual, "registrations became slow")


async def open_accounts(deployment: Deployment, number: int) -> float:
    """The seconds that the longest answer took; each must be 201."""

    async def register(index: int) -> float:
        email, began = deployment.somebody(), monotonic()
        while (reply := await deployment.client(index).register(email)).status == 503 and is_busy():
            continue
        deployment.trial.expect(reply.status == 201, f"a registration was answered {reply.status}")
        return monotonic() - began

    return max(await each(range(number), register, at_once=AT_ONCE))


async def all_mails_came(deployment: Deployment) -> None:
    """Waits until everybody has a mail."""

    async def holds() -> bool:
        return len(deployment.stores.box.envelopes) >= sum(deployment.model.mails.values())

    await eventually(holds, within=ENOUGH)


def case(name: str, fault: str, outage: Outage) -> Case:
    """One way to be gone."""
    return Case(
        name=name,
        fault=fault,
        passes="200 × 201, and 200 mails after its return",
        storages=(POSTGRESQL,),
        full={"registrations": 200},
        quick={"registrations": 40},
        run=partial(run, outage),
    )


CASES = (
    case("broker-stopped", "the broker is down during registrations", ended),
    case("broker-hanging", "the broker hangs during registrations", hanging),
)
