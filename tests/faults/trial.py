"""Runs one case on one storage: ``python -m tests.faults.trial CASE STORAGE DOSE FILE LOGS`` in a process of its own,
which writes what was seen as JSON into ``FILE``, and keeps its logs in the folder ``LOGS`` if a promise was broken."""

import json
import shutil
import sys
import traceback
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

import attrs
import uvloop

from tests.faults.case import Case, Trial
from tests.faults.catalogue import BY_NAME
from tests.faults.results import Row


async def run_trial(case: Case, storage: str, dose: str, folder: Path) -> Row:
    """Runs a case; whatever it raises is a promise that was not kept."""
    doses = case.quick if dose == "quick" else case.full
    trial = Trial(case.name, storage, doses, folder)
    began = monotonic()
    try:
        await case.run(trial)
    except Exception as error:  # it belongs into the row
        traceback.print_exc()
        trial.broken.append(f"it ended with {type(error).__name__}: {error}".splitlines()[0])
    trial.broken += [f"in a log: {found}" for found in trial.swept.found]
    return Row.of(trial, seconds=monotonic() - began)


def keep_logs(folder: Path, kept: Path) -> None:
    """Copies whatever the processes of a trial have written."""
    for log in folder.rglob("*.txt"):
        into = kept / log.relative_to(folder)
        into.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(log, into)


def main() -> None:
    """Runs the trial that the arguments name."""
    name, storage, dose, file, logs = sys.argv[1:]
    with TemporaryDirectory(prefix="cortex-faults-") as folder:
        row = uvloop.run(run_trial(BY_NAME[name], storage, dose, Path(folder)))
        if row.broken:
            keep_logs(Path(folder), Path(logs))
        Path(file).write_text(json.dumps(attrs.asdict(row)), "utf-8")


if __name__ == "__main__":
    main()
