"""Processes that serve HTTP or run jobs until a stop signal."""

import sys
import time
from collections.abc import Callable
from functools import partial
from socket import socket

import uvloop

from bootstrap.adapters.meter import shared_metrics_folder
from bootstrap.containers.container import Container
from bootstrap.lifecycle import running, serving
from bootstrap.process.garbage import resume_collection
from bootstrap.process.lean_imports import import_for_forks
from bootstrap.settings.settings import Settings
from entrypoints.process.shutdown_flag import ShutdownFlag
from entrypoints.process.signals import wait_for_stop_signal
from entrypoints.process.supervisor import Supervisor

WORKER_GREETING = "A worker of Nexus Cortex does up to {jobs} jobs at once.\n\nStop it with Ctrl+C.\n"


def serve_in_one(settings: Settings, listener: socket) -> None:
    """Serves in this process."""
    uvloop.run(_serve_until_stopped(Container(settings=settings), listener))


def _serve_one_of_many(settings: Settings, listener: socket, end: ShutdownFlag, number: int) -> None:
    """Only the first of several processes listens for operators and prints the greeting."""
    own = settings if number == 0 else settings.without_operations_listener()
    served = _serve_until_stopped(Container(settings=own), listener, greeting=number == 0, others_continue=end.is_clear)
    uvloop.run(served)


def serve_in_many(settings: Settings, listener: socket, workers: int) -> bool:
    """Migrates and creates the secret before other processes start. Returns false if one of them ended badly."""
    end = ShutdownFlag()

    def stop() -> None:
        end.set()
        listener.close()  # new connections are refused once every process has closed it

    with shared_metrics_folder() as forget:
        uvloop.run(_prepare(Container(settings=settings)))
        import_for_forks()
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
    async with serving(container):
        server = container.web().server
        resume_collection()
        await server.run(listener, greeting=greeting, others_continue=others_continue)


async def run_worker(container: Container) -> None:
    """Runs jobs until a stop signal."""
    async with running(container), container.jobs_in_worker().running(), container.operations().running():
        resume_collection()
        await wait_for_stop_signal(lambda: _announce_worker(container.settings().jobs.at_once))


def _announce_worker(jobs: int) -> None:
    sys.stdout.write(WORKER_GREETING.format(jobs=jobs))
    sys.stdout.flush()
