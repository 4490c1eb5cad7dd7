"""``cortex new-domain`` writes what the tutorial says, by another name."""

import os
import pty
import subprocess
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from bootstrap.commands.service_commands import AssembledCommands
from entrypoints.cli.app import build
from entrypoints.cli.exit_codes import run
from entrypoints.cli.new_domain.command import add_new_domain
from entrypoints.cli.new_domain.names import Names
from tests.foundation.checkout import ROOT
from tests.foundation.copies import Copy, a_copy
from tests.system.process.cortex import CORTEX

TAKEN = [name for name in ("orders", "invoices") if (ROOT / "domain" / name).exists()]
pytestmark = pytest.mark.skipif(bool(TAKEN), reason=f"there is a domain called {TAKEN} here")


@attrs.frozen
class Done:
    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def invoicing(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A copy with invoices, generated."""
    copy = a_copy(tmp_path_factory.mktemp("invoicing"))
    done = copy.run("cortex", "new-domain", "invoices")
    assert done.returncode == 0, done.stderr
    return copy


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return a_copy(tmp_path)


@pytest.fixture
def new_domain(copy: Copy, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """The command, typed in a copy."""
    monkeypatch.chdir(copy.root)
    app = add_new_domain(build(AssembledCommands(), version="0"))

    def run_cortex(*arguments: str) -> Done:
        try:
            code = run(app, ["new-domain", *arguments])
        except SystemExit as ended:  # the command line ends by itself when all went well
            code = int(ended.code or 0)
        return Done(code, *capsys.readouterr())

    return run_cortex


@pytest.mark.parametrize("name", ["abs", "apricot_preserves", "cursor_lists", "zebras"])
def test_a_name_of_any_length_that_sorts_anywhere_is_written_as_the_linter_wants_it(copy: Copy, name: str) -> None:
    assert copy.run("cortex", "new-domain", name).returncode == 0
    for check in (["check", "."], ["format", "--check", "."]):
        done = copy.run("ruff", *check)
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("check", ["ruff check .", "ruff format --check .", "lint-imports"])
def test_the_house_still_stands(invoicing: Copy, check: str) -> None:
    done = invoicing.run(*check.split())
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_tests_of_invoices_pass(invoicing: Copy) -> None:
    files = (
        "tests/domain/test_invoices.py",
        "tests/system/api/test_invoices.py",
        "tests/contracts/test_migrations.py",
        "tests/entrypoints/cli/test_invoices_command.py",
        "tests/foundation/test_frozen_names.py",
    )
    done = invoicing.test(*files, "-k", "not sqlite and not postgresql and not sessions")  # orders see those
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_in_them_speaks_of_orders(invoicing: Copy) -> None:
    written = {file: text for file, text in invoicing.texts().items() if "invoice" in str(file)}
    assert len(written) > 25
    assert [file for file, text in written.items() if "orders" in text or "an order" in text] == []


def test_the_command_lists_the_files_that_it_wrote_and_the_next_steps(
    copy: Copy, new_domain: Callable[..., Done]
) -> None:
    before = copy.texts()
    done = new_domain("orders")
    told = done.out.splitlines()
    new = {str(file) for file in copy.texts().keys() - before.keys()}
    assert {line.removeprefix("new file  ") for line in told if line.startswith("new file")} == new
    assert 'new line  pyproject.toml: "orders",' in told
    assert "The domain orders is there. Next:" in told
    assert "\x1b" not in done.out


def test_the_report_is_coloured_on_a_terminal(copy: Copy) -> None:
    ours, theirs = pty.openpty()
    environment = copy.environment | {"TERM": "xterm-256color"}
    subprocess.run([CORTEX, "new-domain", "orders"], cwd=copy.root, env=environment, stdout=theirs, check=True)
    assert b"\x1b[32mnew file\x1b[0m" in os.read(ours, 1000)
    os.close(ours)
    os.close(theirs)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("order", "'order' is no name for a domain: use a plural in small letters, like orders."),
        ("Orders", "'Orders' is no name for a domain: use a plural in small letters, like orders."),
        ("../orders", "'../orders' is no name for a domain: use a plural in small letters, like orders."),
        ("classes", "'classes' is no name for a domain: use a plural in small letters, like orders."),
        ("bundles_of_parcels", "'bundles_of_parcels' is no name for a domain: use at most 17 letters."),
        ("accounts", "There is a domain called accounts already."),
        ("fields", "Field is a name that the service uses itself: choose another."),
        ("customers", "Customer is a name that the service uses itself: choose another."),
    ],
)
def test_a_name_that_cannot_be_is_refused_in_a_plain_line(
    copy: Copy, new_domain: Callable[..., Done], name: str, said: str
) -> None:
    before = copy.texts()
    assert new_domain(name) == Done(1, "", f"{said}\n")
    assert copy.texts() == before


def test_a_domain_does_not_join_twice(copy: Copy, new_domain: Callable[..., Done]) -> None:
    assert new_domain("orders").code == 0
    before = copy.texts()
    assert new_domain("orders") == Done(1, "", "There is a domain called orders already.\n")
    assert copy.texts() == before


def test_nothing_is_changed_where_a_file_is_there_already(copy: Copy, new_domain: Callable[..., Done]) -> None:
    mine = copy.root / "tests/system/api" / "test_orders.py"
    mine.write_text("mine")
    before = copy.texts()
    assert new_domain("orders") == Done(
        1, "", "tests/system/api/test_orders.py is there already: nothing was changed.\n"
    )
    assert copy.texts() == before


def test_nothing_is_changed_where_a_line_has_no_place(copy: Copy, new_domain: Callable[..., Done]) -> None:
    port = copy.root / "application" / "ports" / "unit_of_work.py"
    port.write_text(port.read_text().replace("    jobs: repositories.JobRepository\n", ""))
    before = copy.texts()
    done = new_domain("orders")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("application/ports/unit_of_work.py has no line ")
    assert copy.texts() == before


def test_a_folder_that_is_no_checkout_is_told(
    new_domain: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    done = new_domain("orders")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("This is no checkout of the service")
    assert list((tmp_path / "empty").iterdir()) == []


@pytest.mark.parametrize("arguments", [(), ("orders", "invoices"), ("--fast", "orders")])
def test_wrong_usage_is_told(new_domain: Callable[..., Done], arguments: tuple[str, ...]) -> None:
    done = new_domain(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.endswith("Try cortex --help.\n")


@pytest.mark.parametrize(
    ("plural", "singular", "entity"),
    [
        ("orders", "order", "Order"),
        ("invoices", "invoice", "Invoice"),
        ("purchase_orders", "purchase_order", "PurchaseOrder"),
        ("categories", "category", "Category"),
        ("boxes", "box", "Box"),
        ("addresses", "address", "Address"),
    ],
)
def test_names_follow_the_plural(plural: str, singular: str, entity: str) -> None:
    names = Names(plural)
    assert (names.are_valid, names.singular, names.entity) == (True, singular, entity)
