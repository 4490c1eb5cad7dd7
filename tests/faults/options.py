"""The options of the command."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from pathlib import Path

import attrs

from tests.faults.case import Case
from tests.faults.catalogue import BY_NAME, CASES

DESCRIPTION = """\
Breaks the service on purpose: each case starts servers, workers and storages as
processes of their own, injects a fault under load and checks what must hold. The
last column of the table says whether every promise was kept."""
EXAMPLES = """\
examples:
  make faults                                   every case in its full dose
  make faults ARGS="--quick"                    every case in a small dose
  make faults ARGS="--case killed-servers"      one case
  make faults ARGS="--list"                     the cases, and when each passes

The exit code is 1 if a promise was not kept, 130 if the command was interrupted."""


@attrs.frozen(kw_only=True)
class Options:
    """The choices of the person who runs the cases."""

    cases: Sequence[Case]
    dose: str
    lists: bool
    lanes: int
    writes_page: bool
    results: Path


def parse_options(arguments: Sequence[str]) -> Options:
    """Returns the options; exits with a message if one is wrong."""
    parser = ArgumentParser("make faults", None, DESCRIPTION, EXAMPLES, formatter_class=RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--quick", action="store_true", help="small doses")
    add("--case", action="append", choices=sorted(BY_NAME), metavar="NAME", help="only this case; may be repeated")
    add("--list", action="store_true", help="list the cases and run none")
    add("--lanes", type=int, default=2, metavar="N", help="cases that run at the same time (2)")
    add("--write-page", action="store_true", help="write docs/reference/faults.md; rows of other cases stay")
    add("--results", type=Path, default=Path("build/faults"), metavar="FOLDER", help="default: build/faults")
    given = parser.parse_args(arguments)
    return Options(
        cases=[BY_NAME[name] for name in given.case] if given.case else CASES,
        dose="quick" if given.quick else "full",
        lists=given.list,
        lanes=max(1, given.lanes),
        writes_page=given.write_page,
        results=given.results,
    )
