"""What a machine's host takes away counts when bounds of time are set."""

from pathlib import Path

import pytest

from tests.support.busyness import CpuTicks, read_cpu_ticks, times_slower_by_steal

BEFORE = CpuTicks(worked=5_000, stolen=700)


def after(worked: int, stolen: int) -> CpuTicks:
    return CpuTicks(BEFORE.worked + worked, BEFORE.stolen + stolen)


@pytest.mark.parametrize(
    ("worked", "stolen", "slower"),
    [(1_000, 1_000, 2.0), (1_000, 3_000, 4.0), (1_000, 500, 1.5), (1_000, 0, 1.0), (1_000, 40, 1.0), (90, 900, 1.0)],
)
def test_a_machine_is_slower_by_what_was_stolen_since(worked: int, stolen: int, slower: float) -> None:
    assert times_slower_by_steal(BEFORE, after(worked, stolen)) == slower


def test_a_machine_is_busy_when_one_part_in_twenty_is_stolen() -> None:
    assert times_slower_by_steal(BEFORE, after(950, 50)) == 1.3


def test_ticks_are_those_of_all_cores_without_the_idle_ones(tmp_path: Path) -> None:
    statistics = tmp_path / "stat"
    statistics.write_text("cpu  100 20 30 9000 400 5 6 77 8 9\ncpu0 50 10 15 4500 200 2 3 38 4 4\n")
    assert read_cpu_ticks(statistics) == CpuTicks(worked=161, stolen=77)


def test_nothing_is_counted_where_the_kernel_does_not_tell(tmp_path: Path) -> None:
    assert read_cpu_ticks(tmp_path / "stat") == CpuTicks()
    assert times_slower_by_steal(CpuTicks(), CpuTicks()) == 1.0
