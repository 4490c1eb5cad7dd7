"""The tutorial says how a domain joins: this does what it says, and sees whether the house still stands."""

import difflib
import json
import re
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from docs.generators.new_domain import text as tutorial
from tests.foundation.checkout import ROOT
from tests.foundation.copies import Copy, a_copy
from tests.system.process.cortex import ENOUGH, cortex, serving, wait_until

pytestmark = pytest.mark.skipif((ROOT / "domain/orders").exists(), reason="the steps were followed here")
STEP = re.compile(r"^## (\d)\. ", re.MULTILINE)
FILE = re.compile(r"^\*\*`(?P<path>[^`]+)`\*\*(?:.+\n|\n)*?```(?P<kind>\w+)\n(?P<text>(?:.*\n)*?)```$", re.MULTILINE)
PASSWORD = "nine stone bridges"


def follow(copy: Copy, step: str) -> None:
    """Writes the files that are shown, and adds the lines that are marked."""
    for told in FILE.finditer(step):
        file = copy.root / told["path"]
        if told["kind"] == "diff":
            above, line = (marked[1:] for marked in told["text"].splitlines(keepends=True))
            before = file.read_text("utf-8")
            assert before.count(above) == 1, told["path"]
            file.write_text(before.replace(above, above + line), "utf-8")
        else:
            assert not file.exists(), told["path"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(told["text"], "utf-8")


def changed_lines(before: str, after: str) -> list[str]:
    compared = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in compared if not line.startswith("  ")]


@pytest.fixture(scope="module")
def steps() -> list[str]:
    """The text of every step."""
    _, *numbered = STEP.split(tutorial())
    assert numbered[::2] == [str(number) for number in range(1, 9)]
    return numbered[1::2]


@pytest.fixture(scope="module")
def grown(steps: list[str], tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A copy with the domain of the document."""
    copy = a_copy(tmp_path_factory.mktemp("grown"))
    for step in steps:
        follow(copy, step)
    return copy


def test_no_step_changes_more_than_one_line_of_a_file(steps: list[str], copy: Copy) -> None:
    after, joined = copy.texts(), set()
    for step in steps:
        before = after
        follow(copy, step)
        after = copy.texts()
        assert before.keys() < after.keys()
        for file in before:
            changed = changed_lines(before[file], after[file]) if before[file] != after[file] else []
            assert [line[:2] for line in changed] in ([], ["+ "]), file
            joined |= {file.name} if changed else set()
    assert joined == {"pyproject.toml"}


@pytest.mark.parametrize("check", ["ruff check .", "ruff format --check .", "lint-imports", "mypy"])
def test_the_house_still_stands(grown: Copy, check: str) -> None:
    done = grown.run(*check.split())
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("file", "planted"),
    [
        ("application/accounts/get_user.py", "from application.orders.personal_data import PERSONAL_DATA"),
        (
            "application/sessions/services/session_mails.py",
            "from application.orders.personal_data import PERSONAL_DATA",
        ),
        ("domain/accounts/person.py", "from domain.orders.order import Order"),
    ],
)
def test_no_domain_of_the_service_may_know_the_one_beside_it(grown: Copy, file: str, planted: str) -> None:
    path = grown.root / file
    before = path.read_text("utf-8")
    path.write_text(f"{before}\n{planted}\n", "utf-8")
    try:
        done = grown.run("lint-imports")
    finally:
        path.write_text(before, "utf-8")
    assert done.returncode == 1
    assert "Domains stack, and their use cases do BROKEN" in done.stdout


def test_nothing_is_left_to_be_translated(grown: Copy) -> None:
    before = grown.texts()
    done = grown.run("python", "-m", "locales")
    assert done.returncode == 0, done.stderr
    assert "still to be translated" not in done.stdout
    assert grown.texts() == before


def test_the_tests_of_the_domain_and_of_the_house_pass(grown: Copy) -> None:
    done = grown.test(
        "tests/domain/test_orders.py",
        "tests/system/api/test_orders.py",
        "tests/system/api/test_route_table.py",
        "tests/contracts/test_repository_files.py",
        "tests/locales/test_catalogues.py",
        "tests/adapters/mail_composer/test_composing.py",
        "tests/application/test_use_cases.py",
        "tests/bootstrap/test_domains.py",
        "tests/bootstrap/test_personal_data.py",
        "tests/entrypoints/cli/test_orders_command.py",
        "tests/foundation/test_events.py",
        "tests/foundation/test_frozen_names.py",
        "tests/system/openapi/test_document.py",
        "tests/system/pages/test_problem_codes.py",
        # of other files those that a table, an example, a permission or a mail of another domain can break
        "tests/contracts/test_migrations.py::test_every_step_can_be_taken_down_and_up_again",
        "tests/contracts/test_migrations.py::test_the_migrated_schema_is_the_schema_of_the_entities",
        "tests/system/api/test_docs.py::test_every_example_can_be_sent_as_it_is",
        "tests/system/api/test_permissions.py::test_a_role_that_is_taken_or_given_holds_in_the_next_request",
        "tests/system/api/test_permissions.py::test_every_route_of_staff_requires_what_the_contract_says",
        "tests/system/mails/test_delivering.py::test_a_link_leads_to_the_page_that_does_its_act",
        "tests/system/mails/test_delivering.py::test_a_notice_has_no_link",
        "tests/system/mails/test_delivering.py::test_no_link_is_sent_that_was_used_replaced_or_has_expired",
        *("-k", "not sessions"),  # where those are kept is nothing to orders
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_order_goes_its_way_from_a_customer_to_staff_and_into_a_mail(
    grown: Copy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(grown.root))
    person = {"email": "ada@example.org", "password": PASSWORD, "first_name": "Ada", "last_name": "Lovelace"}
    boss = {"email": "grace@example.org", "password": PASSWORD}
    cortex(tmp_path, "create-admin", "--email", boss["email"], "--password-stdin", stdin=f"{PASSWORD}\n")
    with serving(tmp_path) as (address, _process):
        ask(f"{address}/customer/auth/register", "customer", body=person)
        link = wait_until(lambda: re.search(r"token=(\S+)", output(tmp_path)))
        ask(f"{address}/customer/auth/verify-email", "customer", body={"token": link[1]})
        ada = ask(f"{address}/customer/auth/login", "customer", body={**boss, "email": person["email"]})
        grace = ask(f"{address}/admin/auth/login", "admin", body=boss)
        tea = {"item": "Green tea", "quantity": 2}
        placed = ask(f"{address}/customer/orders", "customer", ada, body=tea)
        jobs = wait_until(lambda: done(ask(f"{address}/admin/jobs?name=confirm_order", "admin", grace)))
        seen = ask(f"{address}/admin/orders", "admin", grace)["items"]
        mail = wait_until(lambda: re.search("Your request has the number .*", output(tmp_path)))
    assert [order["id"] for order in seen] == [placed["id"]]
    assert placed["id"] in mail[0]
    assert [(job["status"], job["attempts"]) for job in jobs] == [("done", 1)]


def ask(address: str, source: str, signed_in: dict[str, str] | None = None, body: object = None) -> dict[str, Any]:
    headers = {"X-Source": source, "Content-Type": "application/json"}
    if signed_in:
        headers["Authorization"] = f"Bearer {signed_in['access_token']}"
    sent = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(address, sent, headers), timeout=ENOUGH) as response:  # noqa: S310  # an address on this machine
        answer: dict[str, Any] = json.loads(response.read() or "{}")
        return answer


def done(page: dict[str, Any]) -> list[dict[str, Any]]:
    return [job for job in page["items"] if job["status"] == "done"]


def output(folder: Path) -> str:
    return (folder / "output.txt").read_text("utf-8")
