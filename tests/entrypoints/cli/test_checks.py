"""What the doctor thinks of what it sees."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import trustme

from adapters.clock.system import SystemClock
from adapters.mailer.smtp import SmtpMailer, SmtpServer
from adapters.password_hasher.benchmark import benchmark_hash_seconds
from adapters.token_signer.claims import LEEWAY
from adapters.translator.babel import BabelTranslator
from application.jobs.count_jobs import CountJobs
from application.jobs.ping import PingJob
from application.ports.key_ring import KeyAlgorithm
from bootstrap.adapters.key_ring import key_ring
from bootstrap.commands.doctor_checks import ANSWERS, checks_of_settings, describe_newer, refusal_of
from bootstrap.settings.settings import Settings
from domain.shared_kernel.errors import ServiceUnavailableException
from domain.shared_kernel.language import Language
from domain.shared_kernel.messages import Message
from entrypoints.cli.doctor.checks.clocks import Clocks
from entrypoints.cli.doctor.checks.connectivity import Connectivity
from entrypoints.cli.doctor.checks.cors_origins import CorsOrigins
from entrypoints.cli.doctor.checks.exposure import Exposure
from entrypoints.cli.doctor.checks.hash_benchmark import fastest_hash
from entrypoints.cli.doctor.checks.hash_cost import HashCost
from entrypoints.cli.doctor.checks.mail import MailCheck
from entrypoints.cli.doctor.checks.pooler import PoolerCheck
from entrypoints.cli.doctor.checks.proxies import Proxies
from entrypoints.cli.doctor.checks.public_url import PublicUrl
from entrypoints.cli.doctor.checks.schema import SchemaCheck
from entrypoints.cli.doctor.checks.signing_keys import SigningKeys
from entrypoints.cli.doctor.examination import Examination
from entrypoints.cli.doctor.finding import Check, Finding, Mark
from tests.support.app_harness import AppHarness, app_harness, settings_of
from tests.support.clocks import MovableClock
from tests.support.eventually import TIMEOUT_SECONDS
from tests.support.mail_servers import USER, Box, mail_server, silent_server

OPEN, ABROAD = {"host": "0.0.0.0"}, {"public_url": "https://accounts.example.org"}  # noqa: S104  # a setting to look at; nothing listens
NAMED, SHARED = {"trusted_proxies": ("127.0.0.1",)}, {"rate_limit_url": "redis://127.0.0.1:6379/0"}
MET = Message("{server} meets.")
IN_THE_CLEAR = {"public_url": "http://accounts.example.org"}


async def worst(check: Check) -> Mark:
    found = await check()
    return max((each.mark for each in found), key=list(Mark).index)


def of_settings(kind: type[Check], settings: Settings) -> Check:
    """The check of this kind over these settings."""
    return next(check for check in checks_of_settings(settings) if isinstance(check, kind))


async def told(*checks: Check, within: float = 5.0) -> list[Finding]:
    return [finding async for finding in Examination(checks, timeout=within).findings()]


def a_server(
    port: int, *, user: str | None = None, password: str | None = None, starttls: bool | None = None
) -> MailCheck:
    server = SmtpServer(host="127.0.0.1", port=port, user=user, password=password, starttls=starttls)
    mailer = SmtpMailer(server, sender="accounts@example.org", clock=SystemClock())
    return MailCheck("smtp", partial(refusal_of, mailer.rehearse), "accounts@example.org", is_local=True)


@pytest.mark.parametrize(
    ("chosen", "mark"),
    [
        ({}, Mark.OK),
        (OPEN, Mark.WARNING),
        (OPEN | {"public_url": "http://localhost:8080"}, Mark.WARNING),
        (IN_THE_CLEAR, Mark.WARNING),
        (ABROAD, Mark.NOTE),
        (ABROAD | OPEN, Mark.NOTE),
        ({"ops_bind": "0.0.0.0:8081"}, Mark.NOTE),
        ({"ops_bind": "[::1]:8081"}, Mark.OK),
        ({"ops_bind": ""}, Mark.OK),
    ],
)
async def test_the_address_to_listen_on_must_fit_the_public_url(chosen: dict[str, object], mark: Mark) -> None:
    assert await worst(of_settings(PublicUrl, settings_of(**chosen))) is mark


async def test_pages_that_may_act_for_customers_and_for_staff_are_told() -> None:
    shop, staff = ("https://shop.example.org",), ("https://staff.example.org",)
    assert await of_settings(CorsOrigins, Settings())() == []
    assert await worst(of_settings(CorsOrigins, settings_of(cors_origins=shop, admin_cors_origins=staff))) is Mark.OK
    assert await worst(of_settings(CorsOrigins, settings_of(cors_origins=shop, admin_cors_origins=shop))) is Mark.NOTE


@pytest.mark.parametrize(
    ("chosen", "mark"),
    [
        ({}, Mark.OK),
        ({"log_level": "debug", "log_format": "text"}, Mark.OK),
        (ABROAD, Mark.OK),
        (ABROAD | {"docs": "on"}, Mark.NOTE),
        (ABROAD | {"log_format": "text"}, Mark.NOTE),
        (ABROAD | {"log_level": "debug"}, Mark.WARNING),
    ],
)
async def test_exposed_documents_and_metrics_matter_where_others_can_see_them(
    chosen: dict[str, object], mark: Mark
) -> None:
    assert await worst(of_settings(Exposure, settings_of(**chosen))) is mark


@pytest.mark.parametrize(
    ("chosen", "mark"),
    [
        ({}, Mark.OK),
        ({"rate_limits": "off"}, Mark.OK),
        ({"trusted_proxies": ("0.0.0.0/0",)}, Mark.WARNING),
        (ABROAD | NAMED | SHARED, Mark.OK),
        (ABROAD | NAMED, Mark.NOTE),
        (ABROAD | SHARED, Mark.WARNING),
        (ABROAD | SHARED | OPEN, Mark.NOTE),
        (ABROAD | NAMED | {"rate_limits": "off"}, Mark.WARNING),
    ],
)
async def test_people_are_told_apart_and_limited_where_others_can_come(chosen: dict[str, object], mark: Mark) -> None:
    assert await worst(of_settings(Proxies, settings_of(**chosen))) is mark


@pytest.mark.parametrize(
    ("ahead", "mark", "said"),
    [
        (0, Mark.OK, "agree to"),
        (5, Mark.WARNING, "5 seconds ahead of Redis"),
        (-31, Mark.FAILURE, "31 seconds behind Redis"),
        (600, Mark.FAILURE, "10 minutes ahead of Redis"),
    ],
)
async def test_clocks_must_agree_to_what_tokens_bear(ahead: int, mark: Mark, said: str) -> None:
    async def now() -> datetime:
        return datetime.now(UTC)

    (found,) = await Clocks(MovableClock(timedelta(seconds=ahead)), [("Redis", now)], LEEWAY)()
    assert (found.mark, said in str(found.detail)) == (mark, True)


@pytest.mark.parametrize(
    ("days", "waiting", "mark"), [(89, False, Mark.OK), (91, False, Mark.WARNING), (91, True, Mark.OK)]
)
async def test_a_key_is_due_after_a_quarter_of_a_year_unless_the_next_one_waits(
    tmp_path: Path, days: int, waiting: bool, mark: Mark
) -> None:
    clock = MovableClock()
    ring = key_ring(tmp_path / "cortex.keys", clock, timedelta(minutes=5), timedelta(minutes=20))
    ring.generate(KeyAlgorithm.EDDSA)
    if waiting:
        ring.generate(KeyAlgorithm.EDDSA)
    clock.offset = timedelta(days=days)
    assert await worst(SigningKeys(lambda: ring, clock)) is mark


@pytest.mark.parametrize(
    ("milliseconds", "memory", "passes", "proposed"),
    [
        (75, 19456, 2, None),
        (30, 19456, 2, (47104, 2)),
        (10, 19456, 2, (65536, 4)),
        (300, 19456, 2, None),
        (300, 65536, 2, (19456, 2)),
        (1, 8, 1, (19456, 2)),
    ],
)
async def test_a_hash_costs_what_a_login_can_bear_and_never_less_than_is_safe(
    milliseconds: int, memory: int, passes: int, proposed: tuple[int, int] | None
) -> None:
    a_unit = milliseconds / 1000 / (memory * passes)
    (found,) = await HashCost(memory, passes, lambda kib, times: kib * times * a_unit)()
    lines = proposed and [f"CORTEX_PASSWORD_HASH_MEMORY={proposed[0]}", f"CORTEX_PASSWORD_HASH_PASSES={proposed[1]}"]
    assert str(found.cure or "").splitlines()[1:] == (lines or [])
    assert (found.mark is Mark.OK) == (proposed is None)


async def test_a_fraction_is_written_as_the_operator_writes_it() -> None:
    (found,) = await HashCost(1536, 2, lambda kib, times: 0.07)()
    assert isinstance(found.detail, Message)
    assert "1,5 MiB" in BabelTranslator().gettext(found.detail, Language("de"))
    assert "1.5 MiB" in str(found.detail)


def test_hashes_are_measured_on_this_machine() -> None:
    assert 0 < fastest_hash(benchmark_hash_seconds, 8, 1) < fastest_hash(benchmark_hash_seconds, 4096, 2) < 5


@pytest.mark.parametrize(
    ("stored", "mark"), [("0002", Mark.OK), (None, Mark.NOTE), ("0001", Mark.WARNING), ("0003", Mark.FAILURE)]
)
async def test_the_tables_must_be_those_of_this_release(tmp_path: Path, stored: str | None, mark: Mark) -> None:
    async def revisions() -> tuple[str | None, str]:
        return stored, "0002"

    async with app_harness("memory", tmp_path) as harness:
        counting = CountJobs(harness.container.ports().read, harness.clock)
        assert await worst(SchemaCheck(revisions, counting, describe_newer)) is mark


async def test_a_pooler_is_named_and_only_where_there_is_one() -> None:
    async def describe(pooler: Message | None) -> Message | None:
        return pooler

    async def be_away() -> None:
        raise ServiceUnavailableException

    (found,) = await PoolerCheck(partial(describe, MET))()
    assert (found.mark, found.detail) == (Mark.OK, MET)
    assert await PoolerCheck(partial(describe, None))() == []
    assert await PoolerCheck(be_away)() == []


async def test_jobs_that_wait_for_long_or_have_failed_for_good_are_told(tmp_path: Path) -> None:
    async with app_harness("sqlite", tmp_path, job_attempts=1) as harness:
        storage = harness.container.database()
        check = SchemaCheck(storage.revisions, CountJobs(storage.read, harness.clock), describe_newer)
        assert await worst(check) is Mark.OK
        await enqueue_unknown(harness)
        harness.pass_time(minutes=3)
        waiting = (await check())[-1]
        await harness.do_jobs()
        dead = (await check())[-1]
    assert (waiting.mark, str(waiting.detail)) == (Mark.WARNING, "A job has been waiting for 3 minutes.")
    assert (dead.mark, str(dead.detail)) == (Mark.WARNING, "Failed for good: 1.")


async def enqueue_unknown(harness: AppHarness) -> None:
    class Unknown(PingJob):
        name = "unknown"

    async with harness.container.ports().begin() as work:
        await harness.container.ports().enqueue(work, Unknown())
        await work.commit()


@pytest.mark.parametrize(
    ("answers", "words", "setting"),
    [
        ({"MAIL": "553 5.1.8 no such domain"}, "553 5.1.8 no such domain", "CORTEX_MAIL_FROM="),
        ({"RCPT": "554 5.7.1 relay access denied"}, "554 5.7.1 relay access denied", "CORTEX_MAIL_URL="),
        ({"RCPT": "504 5.5.2 <box>: Helo command rejected: need fully-qualified hostname"}, "504", "ehlo="),
        ({"MAIL": "451 4.3.0 come back later"}, "451", "CORTEX_MAIL_FROM="),
    ],
)
async def test_a_refusal_of_a_mail_server_is_found_with_its_words_and_a_setting(
    answers: dict[str, str], words: str, setting: str
) -> None:
    async with mail_server(Box(answers)) as port:
        (found,) = await told(a_server(port))
    assert found.mark is Mark.FAILURE
    assert words in str(found.detail)
    assert setting in str(found.cure)


async def test_a_certificate_that_nobody_vouches_for_is_found_with_the_settings_that_mend_it() -> None:
    certificate = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(certificate)
    async with mail_server(Box(), starttls=certificate) as port:
        (found,) = await told(a_server(port))
        (in_the_clear,) = await told(a_server(port, starttls=False))
    assert (found.mark, in_the_clear.mark) == (Mark.FAILURE, Mark.OK)
    assert "starttls=off" in str(found.cure)
    assert "SSL_CERT_FILE" in str(found.cure)


async def test_a_mail_server_is_asked_whether_it_would_take_a_mail_and_sent_none() -> None:
    box = Box()
    async with mail_server(box) as port:
        (found,) = await told(a_server(port))
        (refused,) = await told(a_server(port, user=USER, password="wrong"))
        (no_tls,) = await told(a_server(port, starttls=True))
    assert (found.mark, box.envelopes) == (Mark.OK, [])
    assert (refused.mark, no_tls.mark) == (Mark.FAILURE, Mark.FAILURE)
    assert "535" in str(refused.detail)
    assert "wrong" not in f"{refused}"


async def test_all_checks_run_at_once() -> None:
    together = asyncio.Barrier(5)
    meeting = [Connectivity("m", together.wait, "M", MET) for _ in range(5)]
    found = await told(*meeting, within=TIMEOUT_SECONDS)
    assert [str(each.detail) for each in found] == ["M meets."] * 5


async def test_a_silent_server_does_not_hold_up_the_others() -> None:
    async def refuse() -> None:
        raise ServiceUnavailableException from ConnectionRefusedError()

    async def answer() -> None:
        return

    async with silent_server() as port:
        others = Connectivity("a", refuse, "A", ANSWERS), Connectivity("b", answer, "B", ANSWERS)
        found = await told(a_server(port), *others, within=0.5)
    assert [str(each.detail) for each in found] == [
        "It does not answer within 0.5 seconds.",
        "It does not answer: ConnectionRefusedError.",
        "B answers.",
    ]


async def test_an_unexpected_error_is_a_finding_without_addresses() -> None:
    async def fail() -> None:
        raise ValueError("cannot parse redis://:hush@redis/0")

    (found,) = await told(Connectivity("broker", fail, "It", ANSWERS))
    assert (found.mark, str(found.detail)) == (Mark.FAILURE, "It cannot be used: ValueError.")


async def test_a_server_that_answers_late_is_to_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    async def answer() -> None:
        return

    monkeypatch.setattr("entrypoints.cli.doctor.checks.connectivity.SLOW_SECONDS", 0.0)
    (found,) = await told(Connectivity("database", answer, "It", ANSWERS))
    assert found.mark is Mark.WARNING
