"""The commands that run the service, each with its own container."""

import logging
import sys
import time
from collections.abc import Callable
from functools import partial
from socket import socket

import uvloop

from application.ports.key_ring import KeyRing
from bootstrap.adapters.meter import shared_metrics_folder
from bootstrap.commands.command_runner import report_operator_errors, run_in_container
from bootstrap.commands.dead_links import CURE, dead_links
from bootstrap.commands.services import demo
from bootstrap.containers.container import Container
from bootstrap.lifecycle import migrate_storage, running
from bootstrap.logging.set_up import set_up_logs
from bootstrap.process.file_limits import allow_many_files
from bootstrap.process.garbage import resume_collection
from bootstrap.settings.load import load_settings
from bootstrap.settings.settings import Settings
from bootstrap.worker import NO_BROKER
from entrypoints.cli.app import Commands
from entrypoints.cli.exit_codes import CommandFailed
from entrypoints.http.serving import listen
from entrypoints.process.shutdown_flag import ShutdownFlag
from entrypoints.process.signals import wait_for_stop_signal
from entrypoints.process.supervisor import Supervisor

_logger = logging.getLogger("cortex.settings")
CANNOT_SHARE = (
    "Several processes cannot share what one keeps in memory: with --workers set CORTEX_DATABASE_URL and "
    "CORTEX_TOKEN_STORE_URL to something else than memory://"
)
WORKER_GREETING = "A worker of Nexus Cortex does up to {jobs} jobs at once.\n\nStop it with Ctrl+C.\n"


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
                    _serve(settings, listener)
                elif not _serve_in_many(settings, listener, workers):
                    raise CommandFailed("Not every process ended well: see the log.")

    def worker(self) -> None:
        """Runs jobs until a stop signal. Raises ``CommandFailed`` without a broker outside of the process."""
        with report_operator_errors():
            settings = load_settings()
            set_up_logs(settings.operations.log_level, settings.operations.log_format)
            if settings.jobs.broker.scheme == "memory":
                raise CommandFailed(NO_BROKER)
            uvloop.run(_run_worker(Container(settings=settings)))

    def migrate(self) -> bool:
        """Migrates the database; returns true if there was anything to change. Raises ``CommandFailed``."""
        return run_in_container(_migrate)

    def demo(self, accounts: int) -> int:
        """Fills a local database with ``accounts`` demo accounts, and returns the number of new ones. Raises
        ``CommandFailed``."""

        async def fill(container: Container) -> int:
            if not container.settings().web.is_local:
                raise CommandFailed(
                    "The demo has passwords that everybody knows. Fill a database whose CORTEX_PUBLIC_URL is loopback."
                )
            async with running(container):
                return await demo(container)(accounts)

        return run_in_container(fill)


def open_key_ring() -> KeyRing:
    """Returns the key ring of the settings. Raises ``CommandFailed``."""
    with report_operator_errors():
        return Container(settings=load_settings()).key_ring()


def _serve(settings: Settings, listener: socket) -> None:
    uvloop.run(_serve_until_stopped(Container(settings=settings), listener))


def _serve_one_of_many(settings: Settings, listener: socket, end: ShutdownFlag, number: int) -> None:
    """Only the first of several processes listens for operators and prints the greeting."""
    own = settings if number == 0 else settings.without_operations_listener()
    serving = _serve_until_stopped(
        Container(settings=own), listener, greeting=number == 0, others_continue=end.is_clear
    )
    uvloop.run(serving)


def _serve_in_many(settings: Settings, listener: socket, workers: int) -> bool:
    """Migrates and creates the secret before other processes start. Returns false if one of them ended badly."""
    end = ShutdownFlag()

    def stop() -> None:
        end.set()
        listener.close()  # new connections are refused once every process has closed it

    with shared_metrics_folder() as forget:
        uvloop.run(_prepare(Container(settings=settings)))
        resume_collection()
        return Supervisor(
            workers,
            partial(_serve_one_of_many, settings, listener, end),
            clock=time.monotonic,
            pause=time.sleep,
            on_death=forget,
            on_stop=stop,
        ).run()


async def _prepare(container: Container) -> None:
    async with running(container), container.access_keys().watch():
        container.keys()


async def _serve_until_stopped(
    container: Container,
    listener: socket,
    *,
    greeting: bool = True,
    others_continue: Callable[[], bool] = lambda: False,
) -> None:
    async with (
        running(container),
        container.access_keys().watch(),
        container.jobs_in_web().running(),
        container.operations().running(),
    ):
        server = container.web().server
        resume_collection()
        await server.run(listener, greeting=greeting, others_continue=others_continue)


async def _run_worker(container: Container) -> None:
    async with running(container), container.jobs_in_worker().running(), container.operations().running():
        resume_collection()
        await wait_for_stop_signal(lambda: _announce_worker(container.settings().jobs.at_once))


def _announce_worker(jobs: int) -> None:
    sys.stdout.write(WORKER_GREETING.format(jobs=jobs))
    sys.stdout.flush()


async def _migrate(container: Container) -> bool:
    connection = container.database().connection
    await connection.open()
    try:
        return await migrate_storage(container)
    finally:
        await connection.close()
