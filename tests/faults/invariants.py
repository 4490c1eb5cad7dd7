"""What must hold after every case, whatever was done to the service."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Any

from tests.faults.deployment.deployment import Deployment
from tests.faults.load.model import OVERLOADED
from tests.support.eventually import eventually
from tests.system.process.cortex import ENOUGH

PROBES = 40
CONNECTIONS_OF_A_PROCESS = 12
"""As docs/how-to/choose-storages.md says."""
UNEXPECTED = {"unexpected_error", "unexpected_error_outside_routes", "unraisable_error"}
UNEXPECTED |= {"process_ended_by_error", "thread_ended_by_error"}
SHOWN = 3
Broken = AsyncIterator[str]


async def check_invariants(deployment: Deployment) -> None:
    """Checks every one, and notes what is broken."""
    for invariant in INVARIANTS:
        async for sentence in invariant(deployment):
            deployment.trial.broken.append(sentence)


async def one_live_refresh_token(deployment: Deployment) -> Broken:
    """No generation of a session was answered with two refresh tokens."""
    forked = [key for key, tokens in deployment.model.successors.items() if len(tokens) > 1]
    if forked:
        yield f"{len(forked)} times a session had two live refresh tokens"


async def nothing_ended_is_accepted(deployment: Deployment) -> Broken:
    """No process accepts a token of a session whose end was acknowledged."""
    model = deployment.model
    ended = list(islice((t for s in sorted(model.ended) for t in model.access_tokens[s]), PROBES))
    for client in deployment.clients:
        statuses = await asyncio.gather(*(_status(partial(client.with_token(token), "GET", "/me")) for token in ended))
        if set(statuses) - {401}:
            yield f"a token of a session that had ended was answered {sorted(set(statuses) - {401})}"


async def _status(ask: Callable[[], Awaitable[Any]]) -> int:
    """The answer, as soon as it is not 503."""
    status = OVERLOADED

    async def is_answered() -> bool:
        nonlocal status
        status = int((await ask()).status)
        return status != OVERLOADED

    await eventually(is_answered, within=ENOUGH)
    return status


async def addresses_are_unique(deployment: Deployment) -> Broken:
    """No two accounts have one address, and every acknowledged account is there."""
    stored = [email.casefold() for (email,) in await deployment.ask("SELECT email FROM users")]
    if len(set(stored)) < len(stored):
        yield "two accounts have one address"
    if lost := deployment.model.accounts - set(stored):
        yield f"{len(lost)} acknowledged accounts are not there"


async def every_job_is_done(deployment: Deployment) -> Broken:
    """Every committed row of the outbox is delivered; only as many are dead as the case has killed."""

    async def holds() -> bool:
        return not await deployment.ask(
            "SELECT id FROM stored_jobs WHERE status NOT IN ('done', 'dead') AND name <> 'purge'"
        )

    try:
        await eventually(holds, within=ENOUGH)
    except TimeoutError:
        yield "jobs were not done in time"
    ((dead,),) = await deployment.ask("SELECT count(*) FROM stored_jobs WHERE status = 'dead'")
    if dead != deployment.dead_jobs:
        yield f"{dead} jobs are dead, {deployment.dead_jobs} should be"


async def every_mail_is_delivered_once(deployment: Deployment) -> Broken:
    """Whoever is owed a mail has it; one that came again, where it may, has the same Message-ID."""
    messages = deployment.stores.box.messages()
    ids = Counter(str(message["Message-ID"]) for message in messages)
    repeated = sum(ids.values()) - len(ids)
    if repeated and not deployment.may_repeat_mails:
        yield f"{repeated} mails came twice"
    received = Counter(str(to).casefold() for to in {m["Message-ID"]: m["To"] for m in messages}.values())
    missing = sum((deployment.model.mails - received).values())
    if missing:
        yield f"{missing} mails that were owed did not come"


async def connections_are_bounded(deployment: Deployment) -> Broken:
    """PostgreSQL has no transaction that nobody works at, and no more connections than are configured."""
    if deployment.stores.database is None:
        return
    processes = len(deployment.servers) + len(deployment.workers)
    idle = "SELECT pid FROM pg_stat_activity WHERE state LIKE 'idle in%' AND state_change < now() - interval '2 s'"
    if await deployment.ask(idle):
        yield "a transaction is idle"
    ours = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    ((connections,),) = await deployment.ask(ours)
    if connections > processes * CONNECTIONS_OF_A_PROCESS and not deployment.connections_may_linger:
        yield f"{connections} connections of {processes} processes"


async def storage_is_whole(deployment: Deployment) -> Broken:
    """SQLite finds its file whole."""
    if deployment.stores.database is None and await deployment.ask("PRAGMA integrity_check") != [("ok",)]:
        yield "integrity_check of SQLite is not ok"


async def every_answer_was_right(deployment: Deployment) -> Broken:
    """Every error was a problem document, none 500, and nothing that had ended was accepted."""
    for fault, number in Counter(deployment.model.faults).most_common(SHOWN):
        yield f"{number} × {fault}"


async def nothing_unexpected_was_logged(deployment: Deployment) -> Broken:
    """No log has an error that nobody handled."""
    lines = Counter(_unexpected(deployment))
    for line, number in lines.most_common(SHOWN):
        yield f"{number} × {line}"


def _unexpected(deployment: Deployment) -> Iterator[str]:
    """Of servers and workers; scripts of tests write their warnings with a traceback."""
    for log in sorted(deployment.folder.glob("[sw]*er-*-log.txt")):
        for line in log.read_text("utf-8", "replace").splitlines():
            if any(known in line for known in deployment.known_log_lines):
                continue
            event = _event(line)
            if event in UNEXPECTED or (not event and "Traceback" in line) or "database is locked" in line:
                yield f"{log.name}: {event or line[:80]}"


def _event(line: str) -> str:
    try:
        logged: Mapping[str, Any] = json.loads(line)
    except ValueError:
        return ""
    return str(logged.get("event", ""))


INVARIANTS: tuple[Callable[[Deployment], Broken], ...] = (
    one_live_refresh_token,
    nothing_ended_is_accepted,
    addresses_are_unique,
    every_job_is_done,
    every_mail_is_delivered_once,
    connections_are_bounded,
    storage_is_whole,
    every_answer_was_right,
    nothing_unexpected_was_logged,
)
