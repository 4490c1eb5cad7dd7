"""Times and sizes that the documents promise are those of the code. A promise is a sentence, and the figures in it;
that the service keeps them is what the tests of each part are about."""

import re
from datetime import timedelta

import pytest

from adapters.persistence.sqlalchemy.dialects.postgresql import READERS, WRITERS, PostgreSql
from bootstrap.settings.settings import Settings
from domain.jobs.job_policy import JobPolicy
from entrypoints.cli.doctor.examination import CHECK_TIMEOUT_SECONDS as CHECK_SECONDS
from entrypoints.http.kit.body import MAX_BODY_BYTES, BodyReader
from entrypoints.http.server.connections import Timeouts
from entrypoints.http.server.head_framing import MAX_HEAD_BYTES
from entrypoints.http.serving import SHUTDOWN_SECONDS
from entrypoints.worker.loop_worker import STOP_MS
from tests.foundation.checkout import ROOT

GUIDES = " ".join(" ".join(file.read_text("utf-8").split()) for file in sorted((ROOT / "docs/how-to").glob("*.md")))
DAY = timedelta(days=1)
PROMISES = [
    (r"within (\d+) and (\d+) seconds, or they are cut", (SHUTDOWN_SECONDS, STOP_MS / 1000)),
    (r"The head of a request has (\d+) seconds to be whole, and so has its body", (Timeouts().head,)),
    (r"A client that takes nothing of an answer for (\d+) seconds is cut", (Timeouts().unread,)),
    (r"A connection with nothing to ask is kept for (\d+) seconds", (Timeouts().idle,)),
    (
        r"Heads are at most (\d+) KiB in all, bodies (\d+) KiB, also when unpacked",
        (MAX_HEAD_BYTES / 1024, MAX_BODY_BYTES / 1024),
    ),
    (r"mails are tried again for `CORTEX_MAIL_RETRY_FOR` \((\d+) hours\)", (Settings().mail.retry_for / DAY * 24,)),
    (r"(\d+) that read, (\d+) that write", (READERS, WRITERS)),
    (r"It does not answer within (\d+) seconds", (CHECK_SECONDS,)),
]


@pytest.mark.parametrize(("sentence", "figures"), PROMISES, ids=[sentence for sentence, _ in PROMISES])
def test_a_figure_in_a_guide_is_that_of_the_code(sentence: str, figures: tuple[float, ...]) -> None:
    promised = re.search(sentence, GUIDES)
    assert promised, "the guides do not say so any more"
    assert tuple(map(float, promised.groups())) == tuple(map(float, figures))


def test_the_head_and_the_body_of_a_request_have_the_same_time() -> None:
    assert Timeouts().head == BodyReader().timeout


def test_no_two_attempts_at_a_mail_are_more_than_an_hour_apart() -> None:
    assert "at most an hour apart" in GUIDES
    assert JobPolicy().longest_delay == timedelta(hours=1)


def test_a_process_that_is_told_to_stop_ends_within_the_time_that_its_orchestrator_should_give_it() -> None:
    grace = re.search(r"give the process (\d+) seconds \(`terminationGracePeriodSeconds`\)", GUIDES)
    assert grace
    assert float(grace[1]) > SHUTDOWN_SECONDS + STOP_MS / 1000


def test_a_database_that_does_not_answer_is_given_up_within_three_seconds() -> None:
    assert "PostgreSQL | 503 with `Retry-After` within three seconds" in GUIDES
    assert PostgreSql.timeout < 3
