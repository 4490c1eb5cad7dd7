"""Every case, in the order of the table."""

from tests.faults.case import Case
from tests.faults.cases import (
    broker_outages,
    clocks,
    database_outages,
    disks,
    failovers,
    hostile_clients,
    intermediaries,
    killed_servers,
    killed_workers,
    mail_outages,
    migrations,
    one_winner,
    overload,
    racing_refresh,
    refresh_against_ends,
    rotated_keys,
    session_outages,
    short_resources,
    stopped_servers,
)

CASES: tuple[Case, ...] = (
    racing_refresh.CASE,
    refresh_against_ends.CASE,
    one_winner.CASE,
    *overload.CASES,
    stopped_servers.CASE,
    killed_servers.CASE,
    *database_outages.CASES,
    *session_outages.CASES,
    *broker_outages.CASES,
    *killed_workers.CASES,
    *mail_outages.CASES,
    *disks.CASES,
    *migrations.CASES,
    rotated_keys.CASE,
    *hostile_clients.CASES,
    *clocks.CASES,
    *failovers.CASES,
    *intermediaries.CASES,
    *short_resources.CASES,
)
BY_NAME = {case.name: case for case in CASES}
