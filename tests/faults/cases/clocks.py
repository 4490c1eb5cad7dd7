"""Processes whose clocks are wrong, or step back."""

import asyncio
import time
from collections.abc import Mapping
from itertools import cycle, islice
from pathlib import Path

import jwt

from tests.faults.case import STORAGES, Case, Trial
from tests.faults.cases.racing_refresh import race
from tests.faults.deployment.deployment import Deployment, deployed
from tests.faults.load.mixed import mixed_load

LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
OFFSETS = (0, 20, 120)
"""Seconds by which the clock of each server is fast."""
LIFE_SECONDS = 60
LEEWAY_SECONDS = 30
RACERS = 24
RATE = 20.0
BY_FAKETIME = ("dramatiq/middleware/time_limit.py",)
"""A thread that sleeps: the library hands the kernel a time that is gone where it leaves the monotonic clock alone."""


def no_faketime() -> str | None:
    """Clocks of processes are moved by a library."""
    return None if LIBRARIES else "libfaketime is not installed (apt install faketime)"


def fast_by(seconds: int) -> tuple[str, ...]:
    """What comes before a command whose clock is wrong."""
    return (f"LD_PRELOAD={LIBRARIES[0]}", f"FAKETIME={seconds:+}s", "DONT_FAKE_MONOTONIC=1") if seconds else ()


async def run_fast(trial: Trial) -> None:
    """Servers whose clocks differ."""
    async with deployed(trial, servers=0, settings={"ACCESS_TOKEN_LIFE": f"{LIFE_SECONDS}s"}) as deployment:
        deployment.known_log_lines, deployment.may_repeat_mails = BY_FAKETIME, True
        for seconds in OFFSETS:
            await deployment.add_server(wrapper=fast_by(seconds)).start()
        refused = accepted = 0
        for _round in range(trial.dose["rounds"]):
            email = await deployment.person()
            statuses = await statuses_everywhere(deployment, email)
            accepted += statuses[0, 20] == 200
            refused += statuses[0, 120] == 401
            trial.expect(statuses[0, 0] == 200, "a token was refused by a clock that is right")
            await tabs_agree(deployment, email)
    rounds = trial.dose["rounds"]
    trial.show("20 s fast", f"accepted {accepted} of {rounds}")
    trial.show("2 min fast", f"refused {refused} of {rounds}")
    trial.expect(accepted == rounds, "a token was refused within the leeway")
    trial.expect(refused == rounds, "a token was accepted beyond its life and the leeway")


async def statuses_everywhere(deployment: Deployment, email: str) -> Mapping[tuple[int, int], int]:
    """The answer to a token, by the clocks of its server and of the one that is asked."""
    answers = {}
    for maker, made_at in zip(deployment.clients, OFFSETS, strict=True):
        owner, _refresh_token = await maker.owner(email)
        assert owner.token is not None
        for asked, asked_at in zip(deployment.clients, OFFSETS, strict=True):
            answers[made_at, asked_at] = (await asked.with_token(owner.token)("GET", "/me")).status
        lives_on(deployment, owner.token, answers[made_at, 0])
    return answers


def lives_on(deployment: Deployment, token: str, status: int) -> None:
    """No token that a right clock accepts lives longer than it should."""
    claims = jwt.decode(token, options={"verify_signature": False})
    longest = time.time() + LIFE_SECONDS + LEEWAY_SECONDS
    deployment.trial.expect(status == 401 or claims["exp"] <= longest, "a token lives longer than its life")


async def tabs_agree(deployment: Deployment, email: str) -> None:
    """Racers across all clocks get one successor."""
    token = (await deployment.client().owner(email))[1]
    racers = [race(client, token) for client in islice(cycle(deployment.clients), RACERS)]
    successors = {str(replies[-1].body.get("refresh_token")) for replies in await asyncio.gather(*racers)}
    deployment.trial.expect(len(successors) == 1, f"{len(successors)} successors across clocks")


async def step_back(trial: Trial) -> None:
    """The clock of one of two servers steps back by an hour under load, and forth again."""
    clock = trial.folder / "clock"
    clock.write_text("+0s\n")
    moved = (f"LD_PRELOAD={LIBRARIES[0]}", f"FAKETIME_TIMESTAMP_FILE={clock}", "FAKETIME_NO_CACHE=1")
    async with deployed(trial, servers=0) as deployment:
        deployment.known_log_lines, deployment.may_repeat_mails = BY_FAKETIME, True
        for _server in range(2):
            await deployment.add_server(wrapper=(*moved, "DONT_FAKE_MONOTONIC=1")).start()
        async with mixed_load(deployment, RATE) as load:
            await asyncio.sleep(trial.dose["seconds"])
            clock.write_text(f"-{trial.dose['seconds back']}s\n")
            await asyncio.sleep(trial.dose["seconds"])
            new = [await deployment.person(number) for number in range(4)]
        statuses = load.statuses()
        trial.show("answers", ", ".join(f"{number} × {status}" for status, number in sorted(statuses.items())))
        trial.show("signed out", load.signed_out)
        trial.show("accounts opened after the step", len(new))
        trial.expect(set(statuses) <= {200, 401, 503}, f"answers were {dict(statuses)}")


CASES = (
    Case(
        name="clocks-apart",
        fault="the clock of one process two minutes off, of another 20 s",
        passes="within the leeway of 30 s accepted, beyond refused, never an extended life, racing tabs still agree",
        storages=STORAGES,
        full={"rounds": 20},
        quick={"rounds": 1},
        lacks=no_faketime,
        run=run_fast,
    ),
    Case(
        name="clock-steps-back",
        fault="the clock of the servers steps back by an hour under load",
        passes="no 500, tokens of the future are refused, people sign in again, every mail is delivered",
        storages=STORAGES,
        full={"seconds": 20, "seconds back": 3600},
        quick={"seconds": 2, "seconds back": 3600},
        waits=True,
        lacks=no_faketime,
        run=step_back,
    ),
)
