"""Figures for operators. prometheus-client looks at the environment when it is imported, so it is imported late."""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from application.ports.meter import Meter

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def prometheus_meter(readings: Mapping[str, Mapping[str, Callable[[], float]]]) -> Meter:
    from adapters.meter.prometheus import PrometheusMeter

    return PrometheusMeter(readings)


@contextmanager
def shared_figures() -> Iterator[Callable[[int], None]]:
    """Processes that are started inside count together. What it gives is to be told which of them has died."""
    with tempfile.TemporaryDirectory(prefix="cortex-figures-") as folder:
        os.environ[FOLDER_VARIABLE] = folder
        yield _forget


def _forget(process_id: int) -> None:
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(process_id)  # type: ignore[no-untyped-call]  # untyped there
