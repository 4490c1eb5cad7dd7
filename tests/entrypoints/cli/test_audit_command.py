"""``cortex audit``, as operators type it, on a database that somebody else can write to."""

import asyncio
import hashlib
import json
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from application.audit.services.new_entry import NewEntry
from bootstrap.domains.audit import audit
from tests.entrypoints.cli.cli_runner import Done, cortex
from tests.support.app_harness import DATABASE, SECRET, AppHarness, app_harness
from tests.support.audit import ADA, GRACE, an_act

RunCortex = Callable[..., Awaitable[Done]]


@pytest.fixture
async def harness(tmp_path: Path) -> AsyncIterator[AppHarness]:
    """With two sealed batches, of three entries and of one, and one entry that waits."""
    async with app_harness("sqlite", tmp_path) as harness:
        ports = harness.container.ports()
        new_entry, seal = NewEntry(ports.ids, ports.random, ports.audit_mac), audit(ports).seal_entries
        for count, is_sealed in ((3, True), (1, True), (1, False)):
            async with ports.begin() as work:
                await work.audit_entries.append([new_entry(an_act()) for _ in range(count)])
                await work.commit()
            if is_sealed:
                await seal()
        yield harness


@pytest.fixture
def run_cortex(harness: AppHarness, tmp_path: Path) -> RunCortex:
    """Runs a command beside the service, on its stores."""

    async def run(*arguments: str, stdin: str = "", secret: str = SECRET, former: str = "") -> Done:
        secrets = {"SECRET_KEY": secret, "AUDIT_FORMER_SECRETS": former}
        command = partial(cortex, tmp_path, "audit", *arguments, stdin=stdin, **secrets)
        return await asyncio.to_thread(command)

    return run


def write(folder: Path, *statements: str) -> None:
    """Changes rows behind the service's back."""
    connection = sqlite3.connect(folder / DATABASE)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


async def test_entries_are_listed(run_cortex: RunCortex) -> None:
    done = await run_cortex("list", "--action", "user.", "--limit", "2")
    found = json.loads((await run_cortex("list", "--subject", str(ADA), "--json")).stdout)
    none = await run_cortex("list", "--at-from", "2026-05-02T00:00:00Z")

    title, row, *_ = done.stdout.splitlines()
    assert title.split() == ["TIME", "ACTION", "ACTOR", "SUBJECT", "FROM", "REASON"]
    assert row.split() == [
        "2026-05-01T12:00:00Z", "user.locked", "staff", str(GRACE), "user", str(ADA), "192.0.2.7", "“spam”",
    ]  # fmt: skip
    assert "2 of 5. More: --after " in done.stdout
    assert [entry["sealed"] for entry in found["items"]] == [False, True, True, True, True]
    assert none.stdout.splitlines() == ["TIME  ACTION  ACTOR  SUBJECT  FROM  REASON"]


async def test_a_time_that_is_none_is_refused_by_its_option(run_cortex: RunCortex) -> None:
    done = await run_cortex("list", "--at-from", "noon")

    assert (done.returncode, done.stderr.partition(":")[0]) == (1, "--at-from")


async def test_an_audit_that_nobody_touched_is_verified(run_cortex: RunCortex) -> None:
    done = await run_cortex("verify")

    assert done.stdout == "4 sealed entries in 2 seals, and 1 that wait for a seal: nothing was changed.\n"
    assert done.returncode == 0


async def test_a_row_that_was_changed_by_hand_is_named(run_cortex: RunCortex, tmp_path: Path) -> None:
    write(tmp_path, "UPDATE audit_entries SET action = 'user.unlocked' WHERE seal = 1 AND position = 1")

    done = await run_cortex("verify", "--json")

    document = json.loads(done.stdout)
    (finding,) = document["findings"]
    assert (finding["kind"], finding["seal"], finding["position"]) == ("entry_changed", 1, 1)
    assert document["newest_seal"] == 2
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (
            "UPDATE audit_entries SET at = 0 WHERE seal = 1 AND position = 1",
            "seal 1: entry 1 cannot be read: it holds what the service never writes",
        ),
        (
            "UPDATE audit_entries SET at = 0 WHERE seal = 1 AND position = 1; UPDATE audit_seals SET count = 1e12",
            "seal 1: entry 1 cannot be read: it holds what the service never writes",
        ),
        (
            "UPDATE audit_entries SET position = 'x' WHERE seal = 1 AND position = 1",
            "seal 1: an entry cannot be read: it holds what the service never writes",
        ),
        (
            "UPDATE audit_entries SET person_id = 'x' WHERE seal IS NULL",
            "an entry that is not sealed cannot be read: it holds what the service never writes",
        ),
        (
            "UPDATE audit_entries SET seal = 'x' WHERE seal = 1 AND position = 2",
            "an entry that is not sealed cannot be read: it holds what the service never writes",
        ),
        (
            "UPDATE audit_seals SET sealed_at = 'x' WHERE number = 2",
            "seal 1 or a later one cannot be read: nothing after it was verified",
        ),
        (
            "UPDATE audit_seals SET count = 'x' WHERE number = 2",
            "seal 1 or a later one cannot be read: nothing after it was verified",
        ),
    ],
)
async def test_a_row_that_nobody_can_read_is_a_finding_as_well(
    run_cortex: RunCortex, tmp_path: Path, change: str, finding: str
) -> None:
    write(tmp_path, *change.split("; "))

    done = await run_cortex("verify")

    assert finding in done.stdout.splitlines()
    assert done.returncode == 1


@pytest.mark.parametrize(
    "change", ["actor_kind = 'king'", "platform = ''", "origin = '['", "detail = '{\"changes\": 7}'"]
)
async def test_a_value_that_means_nothing_is_named_and_hinders_nobody(
    harness: AppHarness, run_cortex: RunCortex, tmp_path: Path, change: str
) -> None:
    write(tmp_path, f"UPDATE audit_entries SET {change} WHERE seal IS NULL")  # noqa: S608  # of this test

    before, listed = await run_cortex("verify", "--json"), await run_cortex("list", "--json")
    sealed = await audit(harness.container.ports()).seal_entries()
    after = await run_cortex("verify", "--json")

    assert [finding["seal"] for finding in json.loads(before.stdout)["findings"] if "seal" in finding] == []
    assert [finding["seal"] for finding in json.loads(after.stdout)["findings"]] == [3]
    assert (len(json.loads(listed.stdout)["items"]), sealed) == (5, 1)


async def test_findings_are_sentences(run_cortex: RunCortex, tmp_path: Path) -> None:
    write(
        tmp_path,
        "DELETE FROM audit_entries WHERE seal = 1 AND position > 0",
        "DELETE FROM audit_entries WHERE seal = 2",
        "DELETE FROM audit_seals WHERE number = 2",
        "UPDATE audit_entries SET origin = '{}' WHERE seal = 1",
        "UPDATE audit_entries SET seal = 7 WHERE seal IS NULL",
    )

    lines = (await run_cortex("verify")).stdout.splitlines()

    assert "(seal 1, position 0) has another text than it was written with (origin)" in lines[0]
    assert lines[1:] == [
        "seal 1: entries 1 to 2 were removed",
        "seals 2 to 7 were removed",
        "1 sealed entries in 1 seals, and 0 that wait for a seal: 3 findings.",
    ]


async def test_an_end_that_was_cut_off_shows_against_a_checkpoint_alone(run_cortex: RunCortex, tmp_path: Path) -> None:
    line = (await run_cortex("checkpoint")).stdout
    (tmp_path / "checkpoints").write_text(line)
    write(tmp_path, "DELETE FROM audit_entries WHERE seal = 2", "DELETE FROM audit_seals WHERE number = 2")

    without = await run_cortex("verify")
    against = await run_cortex("verify", "--checkpoints", "checkpoints")
    piped = await run_cortex("verify", "--checkpoints", "-", stdin=line)

    assert without.returncode == 0
    assert against.stdout.startswith("seal 2 is named by a checkpoint and is not there: the end was cut off\n")
    assert (against.returncode, piped.stdout) == (1, against.stdout)


@pytest.mark.parametrize("text", ["", "cortex/audit-checkpoint/v1 1 2 3 4 5\n"])
async def test_a_file_without_genuine_checkpoints_is_refused(run_cortex: RunCortex, tmp_path: Path, text: str) -> None:
    (tmp_path / "checkpoints").write_text(text)

    assert (await run_cortex("verify", "--checkpoints", "checkpoints")).returncode == 1
    assert (await run_cortex("verify", "--checkpoints", "nowhere")).returncode == 1


async def test_a_verification_with_another_secret_says_so(run_cortex: RunCortex) -> None:
    done = await run_cortex("verify", secret=SECRET[::-1])  # of a test

    unknown = "was signed with a key that the service does not have"
    seal_1, seal_2, waiting, _summary = done.stdout.splitlines()
    assert (seal_1, seal_2) == (f"seal 1 {unknown}", f"seal 2 {unknown}")
    assert waiting.endswith(f"(not sealed) {unknown}")
    assert done.returncode == 1


async def test_entries_of_a_former_secret_are_verified_with_it(run_cortex: RunCortex) -> None:
    line = (await run_cortex("checkpoint")).stdout

    done = await run_cortex("verify", "--checkpoints", "-", stdin=line, secret=SECRET[::-1], former=SECRET)

    assert done.stdout.endswith(": nothing was changed.\n")
    assert done.returncode == 0


async def test_an_export_can_be_verified_without_the_service(run_cortex: RunCortex) -> None:
    checkpoint = (await run_cortex("checkpoint")).stdout
    exported = (await run_cortex("export")).stdout

    seals = verified([json.loads(line) for line in exported.splitlines()])

    assert checkpoint.split()[1:3] == ["2", seals[-1]["hash"]]
    assert [seal["signed"]["count"] for seal in seals] == [3, 1]
    assert len(exported.splitlines()) == 7


def verified(rows: list[Any]) -> list[Any]:
    """Follows the documentation alone: commitments, leaves, roots and the chain. Returns the seals."""
    seals = [row for row in rows if row["kind"] == "seal"]
    for row in rows:
        if row["kind"] == "entry":
            for part in ("origin", "detail"):
                shown = bytes.fromhex(row[f"{part}_salt"]) + row[part].encode()
                assert hashlib.sha256(shown).hexdigest() == row["signed"][f"{part}_commitment"]
    previous = "0" * 64
    for seal in seals:
        theirs = [row for row in rows if row["kind"] == "entry" and row["seal"] == seal["signed"]["number"]]
        leaves = [canonical(row["signed"]) + row["mac"].encode() for row in theirs]
        assert tree_hash(leaves).hex() == seal["signed"]["root"]
        assert seal["signed"]["previous"] == previous
        previous = hashlib.sha256(canonical(seal["signed"]) + seal["signature"].encode()).hexdigest()
        assert previous == seal["hash"]
    return seals


def canonical(members: Any) -> bytes:
    return json.dumps(members, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def tree_hash(contents: list[bytes]) -> bytes:
    if len(contents) == 1:
        return hashlib.sha256(b"\x00" + contents[0]).digest()
    half = 1 << (len(contents) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + tree_hash(contents[:half]) + tree_hash(contents[half:])).digest()
