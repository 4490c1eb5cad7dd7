"""The page of the documentation that the command writes, and the figures that it is made of."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import attrs

from docs.generators.markdown import code, table
from tests.faults.case import Case
from tests.faults.report.table import dose_text, figures_text, outcome
from tests.faults.results import Row

HEAD = """# Faults

What was done to the service, in which dose, and what was seen. `make faults ARGS="--write-page"` writes this page with
full doses, `make faults ARGS="--quick --write-page"` with small ones: the column of doses says which were tried last.
`--case NAME` renews the row of one case, `make faults ARGS=--list` names them.
[Reliability](../explanation/reliability.md) says what is promised, what happens when a part is down, and what is not
promised.

After every case the same is checked: no session has two live refresh tokens; no process accepts a token whose end was
acknowledged; addresses are unique, and every acknowledged account is there; every committed job is done, and every
mail that is owed was delivered, again only where a process died between the server's acceptance and the commit, and
then with the same Message-ID; PostgreSQL has no transaction that waits for nobody and no more connections than are
configured; every error was a problem document, and none a 500; no log has an unhandled error, a password, a token or
a code.

Bounds of time are those of an idle machine; on one that is busy with something else they grow as much as it is
slower.
"""
HEADINGS = ("case", "fault or load", "passes when", "storages", "dose", "figures", "outcome")
HERE = Path(__file__).parents[1]
FIGURES = HERE / "last_run.json"
PAGE = HERE.parents[1] / "docs" / "reference" / "faults.md"


@attrs.frozen
class LastRun:
    """The newest row of each case on each storage, and where they are from."""

    conditions: str
    rows: Sequence[Row]

    @classmethod
    def read(cls) -> "LastRun":
        """What was kept; nothing at first."""
        if not FIGURES.exists():
            return cls("", [])
        kept = json.loads(FIGURES.read_text("utf-8"))
        return cls(kept["conditions"], [Row.from_json(row) for row in kept["rows"]])

    def renewed(self, conditions: str, rows: Iterable[Row], cases: Iterable[Case]) -> "LastRun":
        """With rows that are newer, without those of cases that are gone."""
        newest = {(row.case, row.storage): row for row in (*self.rows, *rows)}
        known = [(case.name, storage) for case in cases for storage in case.storages]
        return LastRun(conditions, [newest[key] for key in known if key in newest])

    def write(self, cases: Iterable[Case]) -> None:
        """Keeps the figures, and makes the page of them."""
        FIGURES.write_text(json.dumps(attrs.asdict(self), indent=1) + "\n", "utf-8")
        PAGE.write_text(page_of(self, cases), "utf-8")


def page_of(run: LastRun, cases: Iterable[Case]) -> str:
    """The page as Markdown."""
    lines = [_cells(case, [row for row in run.rows if row.case == case.name]) for case in cases]
    return "\n".join([HEAD, table(HEADINGS, lines), f"Last run: {run.conditions}.\n"])


def _cells(case: Case, rows: Sequence[Row]) -> tuple[str, ...]:
    doses = next((row.dose for row in rows if row.dose), {})
    said = (case.fault, case.passes, ", ".join(case.storages))
    return code(case.name), *said, dose_text(doses), figures_text(rows), outcome(rows)
