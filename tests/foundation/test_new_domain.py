"""``cortex new-domain`` writes what the tutorial says, by another name."""

import os
import pty
import re
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import attrs
import pytest

from bootstrap.commands.service_commands import AssembledCommands
from entrypoints.cli.app import build
from entrypoints.cli.new_domain.checkout import Checkout
from entrypoints.cli.new_domain.command import add_new_domain
from entrypoints.cli.new_domain.names import Names
from entrypoints.cli.parsing import run_arguments
from tests.entrypoints.cli.cli_runner import cortex
from tests.foundation.checkout import ROOT
from tests.foundation.copies import Copy, a_copy
from tests.system.process.cortex import CORTEX

TAKEN = [name for name in ("orders", "invoices", "news", "zebras") if (ROOT / "domain" / name).exists()]
pytestmark = pytest.mark.skipif(bool(TAKEN), reason=f"there is a domain called {TAKEN} here")


INVOICES = (
    "invoices",
    "amount:decimal(12,2)",
    "due_on:date",
    "customer:references:users",
    "status:enum(open,paid,void)",
    "--singular",
    "invoice",
)
NEWS = (
    *("news", "--singular", "news_item", "on:bool", "count:int?", "title:text:40", "note:text:500:optional"),
    *("share:float", "price:decimal:30,10", "sent_at:datetime", "day:date:optional", "opens_at:time", "took:duration"),
    *("seal:bytes:100", "token:uuid", "level:enum:low,high", "size:enum:small=1,large=2", "extra:json"),
    *(
        "tags:list:text:20",
        "prices:list:decimal:8,3",
        "approver:references:users:optional",
        "bill:references:invoices:cascade",
    ),
)
"""Every type of field."""
LONGEST = (
    *(
        "apricot_preserves",
        "a_long_name_of_a_lis:list:duration:optional",
        "name_of_an_enumerati:enum:alpha,beta:optional",
    ),
    *("names_of_enumerati:list:enum:a,b:optional", "a_reference_to_somes:references:users:optional"),
    "a_long_name_of_adays:date:optional",
)


@attrs.frozen
class Done:
    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def invoicing(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A copy with invoices, with a domain that has every type of field, and with others whose names are long, or sort
    before and after all that is there."""
    copy = a_copy(tmp_path_factory.mktemp("invoicing"))
    done = copy.run("cortex", "new-domain", *INVOICES)
    assert done.returncode == 0, done.stderr
    for domain in (NEWS, ("ads",), ("zebras",), LONGEST):
        without_process = cortex(copy.root, "new-domain", *domain)
        assert without_process.returncode == 0, without_process.stderr
    return copy


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """The command, typed in a folder."""
    app = build(AssembledCommands(), version="0")
    add_new_domain(app)

    def run_cortex(folder: Path, *arguments: str) -> Done:
        monkeypatch.chdir(folder)
        try:
            code = run_arguments(app, ["new-domain", *arguments])
        except SystemExit as ended:  # the command line ends by itself when all went well
            code = int(ended.code or 0)
        return Done(code, *capsys.readouterr())

    return run_cortex


@pytest.fixture
def new_domain(copy: Copy, command: Callable[..., Done]) -> Callable[..., Done]:
    """The command, typed in a copy."""
    return partial(command, copy.root)


@pytest.mark.parametrize("check", ["ruff check .", "ruff format --check .", "lint-imports"])
def test_the_house_still_stands(invoicing: Copy, check: str) -> None:
    done = invoicing.run(*check.split())
    assert done.returncode == 0, done.stdout + done.stderr


def test_their_tests_pass(invoicing: Copy) -> None:
    files = (
        "tests/domain/test_invoices.py",
        "tests/domain/test_news.py",
        "tests/system/api/test_invoices.py",
        "tests/system/api/test_news.py",
        "tests/entrypoints/cli/test_invoices_command.py",
        "tests/foundation/test_frozen_names.py",
    )
    done = invoicing.test(*files, "-k", "not sqlite and not postgresql and not sessions")  # orders see those
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_migration_is_the_one_that_make_migration_writes(invoicing: Copy) -> None:
    (version,) = (invoicing.root / "adapters/persistence/sqlalchemy/migrations/versions").glob("*_apricot_preserves.py")
    generated = version.read_text("utf-8")
    version.unlink()
    done = invoicing.run("python", "-m", "adapters.persistence.sqlalchemy.migrations.write", "apricot_preserves")
    assert done.returncode == 0, done.stderr
    assert invoicing.run("ruff", "format", str(version)).returncode == 0
    assert version.read_text("utf-8") == generated


REFERENCE = """
from docs.generators import command_line, endpoints, log_events, mails, problems, settings
print(*("invoice" in page.text() for page in (command_line, endpoints, log_events, mails, problems, settings)))
"""


def test_the_reference_has_what_they_bring(invoicing: Copy) -> None:
    assert invoicing.run("python", "-c", REFERENCE).stdout == " ".join(["True"] * 6) + "\n"


def test_nothing_in_them_speaks_of_orders(invoicing: Copy) -> None:
    written = {file: text for file, text in invoicing.texts().items() if "/invoice" in str(file)}
    assert len(written) > 25
    assert [file for file, text in written.items() if "orders" in text or "an order" in text] == []


def test_the_command_lists_the_files_that_it_wrote_and_the_next_steps(
    copy: Copy, new_domain: Callable[..., Done]
) -> None:
    before = copy.texts()
    done = new_domain("orders")
    told = done.out.splitlines()
    after = copy.texts()
    assert [str(file) for file, text in before.items() if after[file] != text] == ["pyproject.toml"]
    new = {str(file) for file in after.keys() - before.keys()}
    assert {line.removeprefix("new file  ") for line in told if line.startswith("new file")} == new
    assert 'new line  pyproject.toml: "orders",' in told
    assert "The domain orders is there. Next:" in told
    assert "\x1b" not in done.out


BOUNDED = """
import sys
from pydantic import Field, ValidationError
from entrypoints.schemas import invoices
from entrypoints.schemas.validation_codes import field_error

names = vars(invoices) | {"Field": Field, "__name__": "bounded"}
exec(f"class Bounded(InvoiceDraft):\\n    amount: {sys.argv[1]}", names)
for amount in ("0.00", "-0.01", "12,5"):
    try:
        print(names["Bounded"].model_validate({"amount": amount, "due_on": "2026-05-01"}).amount)
    except ValidationError as refused:
        (found,) = map(field_error, refused.errors())
        print(found.field, found.code, found.message)
"""


def test_the_last_step_shows_how_a_number_is_bounded_and_it_is_bounded_so(
    invoicing: Copy, new_domain: Callable[..., Done]
) -> None:
    told = new_domain(*INVOICES).out.splitlines()
    assert "amount may be negative or nothing, as any number may. A bound is said in InvoiceDraft, in" in told[-3]
    done = invoicing.run("python", "-c", BOUNDED, told[-1].strip())
    assert done.stdout.splitlines() == [
        "0.00",
        "amount out_of_range This must be 0 or more",
        "amount wrong_type This must be a decimal number, such as 12.50",
    ], done.stderr


def test_the_tutorial_shows_a_bound_that_its_own_draft_can_have(new_domain: Callable[..., Done], copy: Copy) -> None:
    assert new_domain("orders").code == 0
    (shown,) = re.findall(r"`quantity: (Annotated\[.+\])`", Checkout(copy.root).tutorial(Names.of("orders")))
    code = BOUNDED.replace("invoices", "orders").replace("InvoiceDraft", "OrderDraft").replace("amount", "quantity")
    code = code.replace('("0.00", "-0.01", "12,5")', "(1, 0)").replace('"due_on": "2026-05-01"', '"item": "tea"')
    assert copy.run("python", "-c", code, shown).stdout.splitlines() == [
        "1",
        "quantity out_of_range This must be 1 or more",
    ]


def test_a_domain_without_a_number_says_nothing_of_bounds(new_domain: Callable[..., Done]) -> None:
    assert "negative" not in new_domain("orders", "title:text", "due_on:date").out


def test_the_report_is_coloured_on_a_terminal(copy: Copy) -> None:
    ours, theirs = pty.openpty()
    environment = copy.environment | {"TERM": "xterm-256color"}
    subprocess.run([CORTEX, "new-domain", "orders"], cwd=copy.root, env=environment, stdout=theirs, check=True)
    assert b"\x1b[32mnew file\x1b[0m" in os.read(ours, 1000)
    os.close(ours)
    os.close(theirs)


SINGULAR = "It is a plural; --singular says what one of them is."


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("order", f"'order' is no name for a domain: try orders. {SINGULAR}"),
        ("Orders", f"'Orders' is no name for a domain: try orders. {SINGULAR}"),
        ("../orders", f"'../orders' is no name for a domain: try orders. {SINGULAR}"),
        ("order-items", f"'order-items' is no name for a domain: try order_items. {SINGULAR}"),
        ("status", f"'status' is no name for a domain: try statuses --singular status_item. {SINGULAR}"),
        ("news", f"'news' is no name for a domain: try news --singular news_item. {SINGULAR}"),
        ("series", f"'series' is no name for a domain: try series --singular series_item. {SINGULAR}"),
        ("imports", f"'imports' is no name for a domain: try imports --singular import_item. {SINGULAR}"),
        ("metadata", f"'metadata' is no name for a domain: try metadata --singular metadata_item. {SINGULAR}"),
        ("sheep", f"'sheep' is no name for a domain: try sheep --singular sheep_item. {SINGULAR}"),
        ("letters", "letter is a name that the service uses itself: try letters --singular letter_item."),
        ("lists", "list is a name that the service uses itself: try lists --singular list_item."),
        ("tests", "tests is a name that the service uses itself: try test_items."),
        ("users", "User is a name that the service uses itself: try user_items."),
        ("ports", "ports is a name that the service uses itself: try port_items."),
        (
            "people",
            "PersonBody is there already, in entrypoints/schemas/accounts.py: try people --singular person_item.",
        ),
        ("bundles_of_parcels", "'bundles_of_parcels' is no name for a domain: use at most 17 letters."),
        ("accounts", "There is a domain called accounts already."),
        ("fields", "Field is a name that the service uses itself: try fields --singular field_item."),
        ("customers", "customer is a name that the service uses itself: try customers --singular customer_item."),
    ],
)
def test_a_name_that_cannot_be_is_refused_in_a_plain_line(
    pristine: Copy, command: Callable[..., Done], name: str, said: str
) -> None:
    before = pristine.changes()
    assert command(pristine.root, name) == Done(1, "", f"{said}\n")
    assert pristine.changes() == before


def test_a_domain_does_not_join_twice(copy: Copy, new_domain: Callable[..., Done]) -> None:
    assert new_domain("orders").code == 0
    before = copy.changes()
    assert new_domain("orders") == Done(1, "", "There is a domain called orders already.\n")
    assert copy.changes() == before


def test_nothing_is_changed_where_a_file_is_there_already(copy: Copy, new_domain: Callable[..., Done]) -> None:
    mine = copy.root / "tests/system/api" / "test_orders.py"
    mine.write_text("mine")
    before = copy.changes()
    assert new_domain("orders") == Done(
        1, "", "tests/system/api/test_orders.py is there already: nothing was changed.\n"
    )
    assert copy.changes() == before


def test_nothing_is_changed_where_a_line_has_no_place(copy: Copy, new_domain: Callable[..., Done]) -> None:
    layers = copy.root / "pyproject.toml"
    layers.write_text(
        layers.read_text().replace("    # a line for each domain; those above may know those below\n", "")
    )
    before = copy.changes()
    done = new_domain("orders")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("pyproject.toml has no line ")
    assert copy.changes() == before


def test_a_folder_that_is_no_checkout_is_told(command: Callable[..., Done], tmp_path: Path) -> None:
    done = command(tmp_path, "orders")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("This is no checkout of the service")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [(), ("--fast", "orders"), ("orders", "--singular")])
def test_wrong_usage_is_told(pristine: Copy, command: Callable[..., Done], arguments: tuple[str, ...]) -> None:
    done = command(pristine.root, *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.endswith("Try cortex --help.\n")
