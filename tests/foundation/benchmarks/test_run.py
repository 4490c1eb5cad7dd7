"""A whole run, of one scenario against a real server."""

import json
import os
import sys
from pathlib import Path

from tests.benchmarks.measures.cores import Cores, available_cores, split
from tests.benchmarks.measures.processes import cpu_seconds, descendants, memory_mib
from tests.benchmarks.measures.raw_hash import measure_hash
from tests.benchmarks.options import parse_options
from tests.benchmarks.plan import PlannedTarget
from tests.benchmarks.report.faults import fault_lines
from tests.benchmarks.report.files import write_files
from tests.benchmarks.report.summary import summarise
from tests.benchmarks.report.table import table_rows
from tests.benchmarks.results import Results
from tests.benchmarks.run import Run
from tests.benchmarks.scenarios.catalogue import SCENARIOS
from tests.benchmarks.targets.aiohttp_floor import AiohttpFloor
from tests.benchmarks.targets.api import Api
from tests.support.busyness import allowed

TICK_SECONDS = 0.02
ONE_ROUND = ("--quick", "--scenarios", "me", "--seconds", f"{allowed(0.1):.2f}", "--warm-up", "0.01")


async def test_a_run_measures_a_server_in_every_round(tmp_path: Path) -> None:
    floor = AiohttpFloor(users=1000, python=Path(sys.executable))
    steps: list[str] = []
    run = Run(
        parse_options([*ONE_ROUND, "--rounds", "2"]), [PlannedTarget(floor, [SCENARIOS["me"]])], report=steps.append
    )
    await run(tmp_path)
    assert [(each.scenario, each.target, each.round) for each in run.measurements] == [
        ("me", "aiohttp", 1),
        ("me", "aiohttp", 2),
    ]
    assert all(each.requests > 32 and not each.faults and each.p50_ms <= each.p99_ms for each in run.measurements)
    assert all(start.milliseconds > 0 and start.memory_mib > 1 for start in run.starts)
    assert len(steps) == run.steps == 3
    results = Results(
        conditions={"machine": "of a test"},
        titles={"aiohttp": "bare aiohttp"},
        users=1000,
        measurements=run.measurements,
        starts=run.starts,
    )
    figures, tables = write_files(results, tmp_path / "output")
    assert json.loads(figures.read_text("utf-8"))["measurements"][0]["requests"] == run.measurements[0].requests
    assert "| GET me, 32 connections | bare aiohttp |" in tables.read_text("utf-8")
    assert "machine: of a test" in tables.read_text("utf-8")


async def test_a_target_that_refuses_a_login_does_not_end_the_run(tmp_path: Path) -> None:
    api = Api(login="/", me="/", live="/")
    floor = AiohttpFloor(users=1000, python=Path(sys.executable), api=api)
    steps: list[str] = []
    scenarios = [SCENARIOS["me"], SCENARIOS["live"]]
    run = Run(parse_options(ONE_ROUND), [PlannedTarget(floor, scenarios)], report=steps.append)
    await run(tmp_path)
    refused, live = run.measurements
    assert (refused.requests, live.requests > 32) == (0, True)
    assert [line for line in fault_lines(run.measurements) if "405" in line]
    assert [row[6] for row in table_rows(summarise(run.measurements), {"aiohttp": "floor"}, 1000)] == ["0", "1"]


def test_bare_hashes_are_measured_in_the_place_of_logins() -> None:
    measured = measure_hash(3, 0.01, split(available_cores()))
    assert (measured.scenario, measured.target, measured.round) == ("login", "hash", 3)
    assert measured.requests >= 1
    assert 0 < measured.p50_ms <= measured.p99_ms
    assert 0 < measured.cpu_ms <= 1000


def test_a_process_is_known_with_its_descendants() -> None:
    assert os.getpid() in descendants(os.getppid())
    assert cpu_seconds([os.getpid()]) >= sum(os.times()[:4]) - TICK_SECONDS
    assert memory_mib(os.getpid()) > 1


def test_a_process_that_has_ended_has_used_nothing() -> None:
    assert cpu_seconds([2**22 + 1]) == memory_mib(2**22 + 1) == 0


def test_each_process_of_a_server_has_a_core_of_its_own_where_there_are_enough() -> None:
    four = frozenset({2, 3, 6, 7})
    assert split(four) == Cores(frozenset({2}), frozenset({3, 6, 7}))
    assert split(four, processes=2) == Cores(frozenset({2, 3}), frozenset({6, 7}))
    assert not split(frozenset({2, 3}), processes=2).are_separate
    assert not split(frozenset({5})).are_separate
