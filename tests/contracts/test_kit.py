"""The kit finds out an adapter that does not keep its contract, and a factory that is wrong, wherever they live."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contracts.planted import BAD_ADAPTERS, SCHEMES
from tests.support.packages import install
from tests.support.worked_example import install_example

ROOT = Path(__file__).parents[2]
ASKED = ("tests/contracts/test_token_stores.py", "tests/contracts/test_shared_token_stores.py")
ONE = "test_a_session_that_never_was_is_not_found"
SHORT = {"CORTEX_CONFORMANCE_SECONDS": "4"}
"""Where adapters that hang are asked; the usual limit leaves a busy machine its time."""


def conformance(folder: Path, module: str, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    asked = [*("-p", "tests.contracts.report", "-p", "no:cacheprovider", "-q", "-n", "0", "--tb=line"), *arguments]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(folder)]),
        "CORTEX_CONFORMANCE": module,
        "COLUMNS": "400",
        **variables,
    }
    return subprocess.run(
        [sys.executable, "-m", "pytest", *asked], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("planted")
    install(folder, "planted", {"cortex.token_stores": SCHEMES}, {"planted_adapters": BAD_ADAPTERS})
    return folder


@pytest.fixture(scope="module")
def one_question(planted: Path) -> str:
    """What the kit says to one question that every planted adapter is asked."""
    done = conformance(planted, "planted_adapters", "-rA", "-k", f"{ONE} and not memory", ASKED[0], **SHORT)
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("returned-none", "'returned-none' returned nothing (None): decorate it with @asynccontextmanager and yield a"),
        ("coroutine", "'coroutine' returned a coroutine that was never awaited: decorate it with @asynccontextmanager"),
        ("undecorated", "'undecorated' returned a bare generator: decorate it with @asynccontextmanager and yield a"),
        ("yielded-none", "'yielded-none' yielded nothing (None): it must yield a Place"),
        ("yielded-store", "'yielded-store' yielded a MemoryTokenStore: it must yield a Place"),
        ("raised", "'raised' raised ConnectionRefusedError: nobody is there"),
        ("unregistered", "it must be database://, memory://"),
        ("never-opens", "the factory of the token store 'never-opens': opening took longer than 4 seconds"),
        ("never-closes", "the factory of the token store 'never-closes': closing took longer than 4 seconds"),
        ("nothing", "make of nothing:// returned nothing (None): it must return a SessionStorage"),
        ("awaited", "make of awaited:// returned a coroutine that was never awaited: it must return a SessionStorage"),
        ("promise", "returned a coroutine that was never awaited as the store of its SessionStorage"),
        ("same", "make returned the same token store twice: each call must make its own, as two processes would"),
        ("raising", "the token store at raising:// raised ZeroDivisionError: division by zero"),
        ("hanging", "the adapter took longer than 4 seconds"),
        ("blocking", "the adapter blocked the event loop for longer than 4 seconds"),
    ],
)
def test_a_fault_is_said_in_plain_words(one_question: str, name: str, said: str) -> None:
    words = [line for line in one_question.splitlines() if line.startswith(("ERROR", "FAILED")) and f"[{name}]" in line]
    assert len(words) == 1, one_question
    assert said in words[0]


def test_the_others_are_asked_all_the_same(one_question: str) -> None:
    for name in ("careless", "dict", "volatile", "class", "never-closes"):
        assert re.search(rf"^PASSED .*{ONE}\[{name}\]", one_question, re.MULTILINE)


@pytest.fixture(scope="module")
def kept_and_broken(planted: Path) -> str:
    """What the kit says about adapters that are wrong, and factories that are right."""
    wanted = "(careless or dict or volatile or class or no-away) and not database"
    return conformance(planted, "planted_adapters", "-rA", "-k", wanted, *ASKED).stdout


def broken(printed: str, name: str) -> set[str]:
    lines = [line for line in printed.splitlines() if line.startswith(("ERROR", "FAILED")) and f"{name}" in line]
    return {found[1] for line in lines if (found := re.search(rf"::(\w+)\[[^]]*\b{name}\b[^]]*\]", line))}


def test_a_dictionary_of_one_process_breaks_what_concerns_other_processes_and_nothing_else(
    kept_and_broken: str,
) -> None:
    assert broken(kept_and_broken, "dict") == {
        "test_a_change_of_one_is_seen_by_the_other_at_once",
        "test_a_key_that_one_has_added_the_other_cannot_add",
        "test_a_change_of_another_process_is_seen_here_at_once_and_the_other_way_round",
        "test_a_store_that_is_away_says_so_in_good_time",
    }


def test_a_dictionary_that_a_process_shares_with_itself_breaks_what_another_process_asks(kept_and_broken: str) -> None:
    assert broken(kept_and_broken, "class") == {
        "test_a_change_of_another_process_is_seen_here_at_once_and_the_other_way_round",
        "test_a_store_that_is_away_says_so_in_good_time",
    }


def test_an_adapter_that_says_it_is_volatile_is_not_asked_about_other_processes(kept_and_broken: str) -> None:
    assert broken(kept_and_broken, "volatile") == set()
    assert "it says that it is volatile: cortex serve does not let several processes share it" in kept_and_broken


def test_the_report_says_of_each_adapter_what_it_was_not_asked_and_why(kept_and_broken: str) -> None:
    (row,) = [line for line in kept_and_broken.splitlines() if "volatile" in line and "│" in line]
    not_asked = int(row.split("│")[5])
    told = re.findall(r"^not asked of token store volatile, (\d+): (.+)$", kept_and_broken, re.MULTILINE)
    assert not_asked == sum(int(count) for count, _reason in told) > 0
    assert "it says that it is volatile: cortex serve does not let several processes share it" in [
        reason for _count, reason in told
    ]


def test_a_store_that_does_not_compare_before_it_sets_is_found_out_and_reported(kept_and_broken: str) -> None:
    assert broken(kept_and_broken, "careless") == {"test_a_stale_version_replaces_nothing"}
    (row,) = [line for line in kept_and_broken.splitlines() if "careless" in line and "│" in line]
    _edge, port, adapter, kept, failed, *_rest = [cell.strip() for cell in row.split("│")]
    assert (port, adapter, failed) == ("token store", "careless", "1")
    assert int(kept) > 5


def test_a_place_without_a_server_that_is_gone_is_refused(kept_and_broken: str) -> None:
    assert "dict:// is not volatile: name a URL whose server is gone, Place(…, away=…)" in kept_and_broken


def test_the_package_that_the_documentation_builds_keeps_every_contract(tmp_path: Path) -> None:
    folder = install_example(tmp_path / "installed")
    done = conformance(folder, "cortex_folder.conformance", "-k", "folder", "tests/contracts")
    assert done.returncode == 0, done.stdout
    (row,) = [line for line in done.stdout.splitlines() if "folder" in line and "│" in line]
    _edge, port, adapter, kept, failed, *_rest = [cell.strip() for cell in row.split("│")]
    assert (port, adapter, failed) == ("token store", "folder", "0")
    assert int(kept) >= 30
