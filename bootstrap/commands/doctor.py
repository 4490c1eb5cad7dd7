"""``cortex doctor``, with its own container."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from datetime import timedelta

import uvloop
from dependency_injector import providers

from bootstrap.commands.doctor_checks import examination
from bootstrap.containers.container import Container
from bootstrap.domains.all_settings import known_settings, load_settings
from bootstrap.logging.set_up import set_up_logs
from bootstrap.settings.settings import Settings
from bootstrap.settings.sources import unread_variables
from bootstrap.settings.wrong_settings import SettingFault, WrongSettings
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.doctor.finding import Finding, Mark

SERVER_TIMEOUT = timedelta(seconds=2)
"""Longer than requests would wait: a slow server is not down, and this process has much to import."""
LOG_LEVEL = "critical"
"""Hides the log lines of adapters, as the findings say the same."""
ALL_POSSIBLE = _("Each is one that can be.")
REST_LATER = _("The rest is looked at when they are right.")
UNREAD = _("Nothing reads {names}.")
NAMES = _("docs/reference/settings.md has every setting under its name; make docs builds it.")


def examine(show: Callable[[Finding], None]) -> Sequence[Finding]:
    """Returns all findings, and calls ``show`` with each as it is found."""
    try:
        settings = load_settings()
    except WrongSettings as wrong:
        findings = [_wrong_setting(fault) for fault in wrong.faults]
        findings.append(Finding("settings", Mark.NOTE, REST_LATER))
        for finding in findings:
            show(finding)
        return findings
    set_up_logs(LOG_LEVEL)
    return uvloop.run(_examined(settings, show))


def _wrong_setting(fault: SettingFault) -> Finding:
    return Finding("settings", Mark.FAILURE, fault.sentence, fault.example or None)


def _right_settings() -> Iterator[Finding]:
    yield Finding("settings", Mark.OK, ALL_POSSIBLE)
    if unread := unread_variables(known_settings()):
        yield Finding("settings", Mark.WARNING, UNREAD.bind({"names": ", ".join(unread)}), NAMES)


async def _examined(settings: Settings, show: Callable[[Finding], None]) -> Sequence[Finding]:
    findings = list(_right_settings())
    for finding in findings:
        show(finding)
    container = Container(settings=settings)
    container.server_timeout.override(providers.Object(SERVER_TIMEOUT))
    async with _open(container), aclosing(examination(container).findings()) as found:
        async for finding in found:
            show(finding)
            findings.append(finding)
    return findings


@asynccontextmanager
async def _open(container: Container) -> AsyncIterator[None]:
    """Opens all connections without migrating anything."""
    async with AsyncExitStack() as stack:
        for chosen in (container.database(), container.token_store(), container.limiter_choice()):
            stack.push_async_callback(chosen.connection.close)
            await chosen.connection.open()
        yield
