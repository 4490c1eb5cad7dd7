"""Every case, in the order of the table."""

from tests.faults.case import Case
from tests.faults.cases import killed_servers, one_winner, racing_refresh, refresh_against_ends

CASES: tuple[Case, ...] = (
    racing_refresh.CASE,
    refresh_against_ends.CASE,
    one_winner.CASE,
    killed_servers.CASE,
)
BY_NAME = {case.name: case for case in CASES}
