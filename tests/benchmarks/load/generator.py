"""Drives flows over connections for a time."""

import asyncio
from array import array
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from time import perf_counter

import attrs

from tests.benchmarks.load.connections import Connection, connect
from tests.benchmarks.load.flows import Flow
from tests.benchmarks.load.recorder import Recorder

ANSWER_TIMEOUT_SECONDS = 30.0


@attrs.frozen
class LoadResult:
    """The answers of a time. ``seconds`` ends with the last answer, so that slow answers are counted whole."""

    latencies: "array[float]"
    faults: Counter[str]
    seconds: float


@asynccontextmanager
async def connected(port: int, flows: Sequence[Flow]) -> AsyncIterator[list[Connection]]:
    """Opens a connection for each flow, and closes them."""
    connections = [await connect(port, flow) for flow in flows]
    try:
        yield connections
    finally:
        for connection in connections:
            connection.close()


async def drive(connections: Sequence[Connection], seconds: float) -> LoadResult:
    """Sends requests for ``seconds`` and waits for the answers of the last ones."""
    recorder, background = Recorder(), Recorder()
    began = perf_counter()
    running = [
        asyncio.ensure_future(each.run_until(began + seconds, background if each.is_background else recorder))
        for each in connections
    ]
    _done, pending = await asyncio.wait(running, timeout=seconds + ANSWER_TIMEOUT_SECONDS)
    if pending:
        for connection in connections:
            connection.abandon()
    await asyncio.gather(*running)
    return LoadResult(recorder.latencies, recorder.faults + background.faults, perf_counter() - began)
