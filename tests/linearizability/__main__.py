"""Records histories on real processes and checks each: ``python -m tests.linearizability --seconds 60``, or
``make linearizability``."""

import argparse
import asyncio
import logging
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

import attrs

from tests.linearizability.checker import SearchTooLong, counterexample, is_linearizable
from tests.linearizability.cluster import STORES, Cluster, cluster_over
from tests.linearizability.model import by_session, step
from tests.linearizability.recording import Recorded, record
from tests.linearizability.report import as_text

ACCOUNTS_AT_ONCE = 6
LONGEST_CALM_SECONDS = 2.0
"""Between two faults."""


@attrs.define
class Figures:
    """The figures of one store."""

    store: str
    histories: int = 0
    operations: int = 0
    in_doubt: int = 0
    too_long: int = 0
    faults: Counter[str] = attrs.field(factory=Counter)
    broken: str = ""

    def add(self, recorded: Recorded) -> None:
        """Checks a history."""
        self.histories += 1
        self.operations += len(recorded.history)
        self.in_doubt += sum(not operation.is_certain for operation in recorded.history)
        try:
            if not is_linearizable(recorded.history, recorded.initial, step):
                kept = counterexample(recorded.history, recorded.initial, step, by_session)
                self.broken = f"{recorded.email}: {as_text(recorded.history, kept)}"
        except SearchTooLong:
            self.too_long += 1

    def __str__(self) -> str:
        result = "NOT LINEARIZABLE" if self.broken else "linearizable"
        return (
            f"{self.store:<30} {self.histories:>5} histories {self.operations:>7} operations"
            f" {self.in_doubt:>6} in doubt {sum(self.faults.values()):>4} faults  {result}"
            + (f", {self.too_long} too long to check" if self.too_long else "")
        )


async def examine(store: str, seconds: float, processes: int, random: Random, *, faults: bool = True) -> Figures:
    """Records and checks histories of a store for so many seconds, or until one is wrong."""
    figures = Figures(store)
    with tempfile.TemporaryDirectory(prefix="cortex-histories-") as folder:
        async with cluster_over(store, Path(folder), processes, random) as cluster:
            until = time.monotonic() + seconds
            mishaps = asyncio.create_task(have_faults(cluster, random, until if faults else 0, figures))
            recorders = [record_until(cluster, random, until, figures) for _number in range(ACCOUNTS_AT_ONCE)]
            await asyncio.gather(*recorders)
            await mishaps
    return figures


async def have_faults(cluster: Cluster, random: Random, until: float, figures: Figures) -> None:
    """Lets one thing after the other go wrong."""
    while time.monotonic() < until and not figures.broken:
        await asyncio.sleep(random.uniform(0.2, LONGEST_CALM_SECONDS))
        name = random.choice(list(cluster.faults))
        figures.faults[name] += 1
        await asyncio.to_thread(cluster.faults[name], random)


async def record_until(cluster: Cluster, random: Random, until: float, figures: Figures) -> None:
    """Records one account after the other."""
    target = cluster.target
    while time.monotonic() < until and not figures.broken:
        figures.add(await record(target, random, target.sign_in_staff))
        show(f"\r{figures} ")


def show(line: str) -> None:
    """Shows progress."""
    print(line, end="", flush=True, file=sys.stderr)


def main() -> int:
    """Returns 1 if a history is not linearizable."""
    parser = argparse.ArgumentParser(prog="python -m tests.linearizability", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="how long each store is examined (60)")
    parser.add_argument("--store", choices=STORES, action="append", help="one of them; all unless named")
    parser.add_argument("--processes", type=int, default=4, help="processes of the service (4)")
    parser.add_argument("--seed", type=int, default=1, help="of clients and faults; the times are real (1)")
    parser.add_argument("--calm", action="store_true", help="without faults")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    all_figures: list[Figures] = []
    for store in given.store or STORES:
        random = Random(given.seed)  # noqa: S311  # it chooses what clients do
        figures = asyncio.run(examine(store, given.seconds, given.processes, random, faults=not given.calm))
        show("\r")
        print(figures)
        for name, times in sorted(figures.faults.items()):
            print(f"    {times:>4} x {name}")
        if figures.broken:
            print(figures.broken)
        all_figures.append(figures)
    return int(any(figures.broken for figures in all_figures))


if __name__ == "__main__":
    sys.exit(main())
