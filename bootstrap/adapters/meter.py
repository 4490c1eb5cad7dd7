"""Metrics for operators. prometheus-client reads the environment when it is imported, so it is imported late."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from application.ports.clock import Clock
from application.ports.meter import Meter
from bootstrap.adapters.database import Storage
from bootstrap.adapters.password_hasher import HasherChoice
from entrypoints.http.operations.loop_lag import LoopLag
from entrypoints.http.server.connections import Connections

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def prometheus_meter(
    hasher: HasherChoice, lag: LoopLag, clock: Clock, connections: Connections, database: Storage
) -> Meter:
    """Returns a meter with the gauges of this process."""
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
def shared_metrics_folder() -> Iterator[Callable[[int], None]]:
    """Lets processes that are started inside share their metrics. Yields a function to call with the id of each process
    that died."""
    with tempfile.TemporaryDirectory(prefix="cortex-figures-") as folder:
        os.environ[FOLDER_VARIABLE] = folder
        yield _mark_dead


def _mark_dead(process_id: int) -> None:
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(process_id)  # type: ignore[no-untyped-call]  # untyped there
