"""The command behind ``make bench``."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import uvloop

from tests.benchmarks.measures import raw_hash
from tests.benchmarks.options import Options, parse_options
from tests.benchmarks.plan import make_plan
from tests.benchmarks.report.conditions import conditions
from tests.benchmarks.report.files import write_files
from tests.benchmarks.report.terminal import print_results, progress_of
from tests.benchmarks.results import Results
from tests.benchmarks.run import Run
from tests.benchmarks.targets.databases import Databases


def main() -> None:
    """Measures, prints the tables and writes the files."""
    options = parse_options(sys.argv[1:])
    if sys.platform != "linux":
        sys.exit("Benchmarks need Linux: they pin processes to cores and read their processor time from /proc.")
    try:
        results = measure_all(options)
    except KeyboardInterrupt:
        sys.exit("Interrupted: nothing was written.")
    print_results(results)
    for file in write_files(results, options.output):
        print(f"Written: {file}")


def measure_all(options: Options) -> Results:
    """Runs the whole plan in a folder that is removed afterwards."""
    run = Run(options, make_plan(options, Databases()))
    with TemporaryDirectory(prefix="cortex-bench-") as folder, progress_of(run.steps) as run.report:
        uvloop.run(run(Path(folder)))
    return Results(
        conditions=conditions(run.available),
        titles={part.target.name: part.target.title for part in run.parts} | {raw_hash.TARGET: raw_hash.TITLE},
        users=options.users,
        measurements=run.measurements,
        starts=run.starts,
    )


if __name__ == "__main__":
    main()
