"""Figures for operators. prometheus-client looks at the environment when it is imported, so it is imported late."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from adapters.password_hasher.argon2 import Argon2PasswordHasher
from application.ports.clock import Clock
from application.ports.meter import Meter
from bootstrap.adapters.database import Storage
from entrypoints.http.operations.loop_lag import LoopLag
from entrypoints.http.server.connections import Connections

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def prometheus_meter(
    hasher: Argon2PasswordHasher, lag: LoopLag, clock: Clock, connections: Connections, database: Storage
) -> Meter:
    """Counts, and reads what others know when it is asked."""
    from adapters.meter.prometheus import PrometheusMeter

    return PrometheusMeter(
        {
            "hash_pool": {"passwords": hasher.load},
            "loop_lag_seconds": {"most": lag.read},
            "started_seconds": {"youngest": clock.now().timestamp},
            "http_connections": {"open": connections.count},
            "database_connections": {"used": database.connections},
        }
    )


@contextmanager
def shared_figures() -> Iterator[Callable[[int], None]]:
    """Processes that are started inside count together. What it gives is to be told which of them has died."""
    with tempfile.TemporaryDirectory(prefix="cortex-figures-") as folder:
        os.environ[FOLDER_VARIABLE] = folder
        yield _forget


def _forget(process_id: int) -> None:
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(process_id)  # type: ignore[no-untyped-call]  # untyped there
