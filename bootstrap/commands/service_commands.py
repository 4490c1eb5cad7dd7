"""The commands that run the service, each with its own container."""

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import uvloop

from bootstrap.commands.command_runner import report_operator_errors, run_in_container
from bootstrap.commands.dead_links import CURE, dead_links
from bootstrap.commands.serving import run_worker, serve_in_many, serve_in_one
from bootstrap.containers.container import Container
from bootstrap.domains.all_settings import load_settings
from bootstrap.lifecycle import migrate_storage, running, schema_differences
from bootstrap.logging.set_up import set_up_logs
from bootstrap.process.file_limits import allow_many_files
from bootstrap.settings.adapter_tables import BROKERS
from bootstrap.worker import NO_BROKER
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.commands import Commands
from entrypoints.cli.exit_codes import CommandFailed
from entrypoints.http.serving import listen

_logger = logging.getLogger("cortex.settings")
CANNOT_SHARE = _(
    "Several processes cannot share what one keeps in memory: with --workers set CORTEX_DATABASE_URL and "
    "CORTEX_TOKEN_STORE_URL to something else than memory://"
)
ENDED_BADLY = _("Not every process ended well: see the log.")
DEMO_IS_PUBLIC = _("The demo has passwords that everybody knows. Fill a database whose CORTEX_PUBLIC_URL is loopback.")


class AssembledCommands(Commands):
    """The commands ``serve``, ``worker``, ``migrate`` and ``demo``."""

    def serve(self, workers: int) -> None:
        """Serves HTTP until a stop signal, in ``workers`` processes. Raises ``CommandFailed``."""
        with report_operator_errors():
            settings = load_settings()
            set_up_logs(settings.operations.log_level, settings.operations.log_format)
            if workers > 1 and settings.storage.is_volatile:
                raise CommandFailed(CANNOT_SHARE)
            allow_many_files()
            with listen(settings.web.host, settings.web.port) as listener:
                settings = settings.on_port(listener.getsockname()[1])
                for sentence in dead_links(settings):
                    _logger.warning("links_unreachable", extra={"reason": sentence, "hint": f"set {CURE}"})
                if workers == 1:
                    serve_in_one(settings, listener)
                elif not serve_in_many(settings, listener, workers):
                    raise CommandFailed(ENDED_BADLY)

    def worker(self) -> None:
        """Runs jobs until a stop signal. Raises ``CommandFailed`` without a broker outside of the process."""
        with report_operator_errors():
            settings = load_settings()
            set_up_logs(settings.operations.log_level, settings.operations.log_format)
            if BROKERS.is_volatile(settings.jobs.broker.scheme):
                raise CommandFailed(NO_BROKER)
            uvloop.run(run_worker(Container(settings=settings)))

    def migrate(self) -> bool:
        """Migrates the database; returns true if there was anything to change. Raises ``CommandFailed``."""
        return run_in_container(_migrate)

    def schema_differences(self) -> Sequence[str]:
        """Returns a line for each difference between the database and the entities. Raises ``CommandFailed``."""
        return run_in_container(_differences)

    def demo(self, accounts: int) -> int:
        """Fills a local database with ``accounts`` demo accounts, and returns the number of new ones. Raises
        ``CommandFailed``."""

        async def fill(container: Container) -> int:
            from bootstrap.commands.services import demo  # serving needs no names of people

            if not container.settings().web.is_local:
                raise CommandFailed(DEMO_IS_PUBLIC)
            async with running(container):
                return await demo(container)(accounts)

        return run_in_container(fill)


async def _migrate(container: Container) -> bool:
    async with _open_database(container):
        return await migrate_storage(container)


async def _differences(container: Container) -> Sequence[str]:
    async with _open_database(container):
        return await schema_differences(container)


@asynccontextmanager
async def _open_database(container: Container) -> AsyncIterator[None]:
    connection = container.database().connection
    await connection.open()
    try:
        yield
    finally:
        await connection.close()
