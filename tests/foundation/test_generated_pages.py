"""The pages that are made of the code have all of it, in the right place."""

import json
import re
from pathlib import Path

import pytest

from bootstrap.domains.all_settings import known_settings, parse_settings
from bootstrap.settings.declaration import SettingSpec
from bootstrap.settings.settings import Settings
from docs.generators import endpoints, extension, log_events, mails, metrics, new_domain, ports, problems, settings
from docs.generators.service import container
from entrypoints.cli.new_domain.steps import in_order
from entrypoints.http.pages.problem_codes import problem_codes
from tests.foundation.checkout import ROOT
from tests.support.mail_factories import MAILS

SECTION = re.compile(r"^### `(.+)`\n((?:(?!#).*\n?)*)", re.MULTILINE)
DEFAULT = re.compile(r"^- Default: `?(.*?)`?$", re.MULTILINE)


def sections(text: str) -> dict[str, str]:
    return dict(SECTION.findall(text))


def test_the_reference_of_settings_names_every_setting_and_no_other() -> None:
    named = [variable for variable, _section in SECTION.findall(settings.text())]
    assert sorted(named) == sorted(declaration.variable for declaration in known_settings().values())


@pytest.mark.parametrize("declaration", known_settings().values(), ids=known_settings())
def test_a_setting_says_what_it_is_for_what_it_must_be_its_default_and_an_example(declaration: SettingSpec) -> None:
    section = sections(settings.text())[declaration.variable]
    for said in (declaration.about, str(declaration.must), f"`{declaration.variable}={declaration.example}`"):
        assert said in section
    shown = DEFAULT.findall(section)
    assert parse_settings({declaration.name: "" if shown == ["empty"] else shown[0]}) == (Settings(), [])


def test_the_reference_of_endpoints_has_every_endpoint_and_leads_from_each_code_to_its_meaning() -> None:
    described = json.loads(container().web().entrypoint.describe())["paths"]
    text = endpoints.text()
    assert {f"{method.upper()} {path}" for path, item in described.items() for method in item} <= set(sections(text))
    assert set(re.findall(r"problems\.md#(\w+)", text)) <= set(sections(problems.text()))


def test_an_endpoint_says_what_it_takes_and_what_it_answers() -> None:
    section = sections(endpoints.text())["POST /customer/auth/login"]
    for said in ("Open to everybody", "LoginBody", "TokenPairBody", "`401`", "invalid_credentials", "account_locked"):
        assert said in section
    assert "An access token is needed" in sections(endpoints.text())["GET /customer/me"]


def test_the_reference_of_problems_has_every_code_with_its_status_when_it_happens_and_what_to_do() -> None:
    text = sections(problems.text())
    assert set(text) == set(problem_codes())
    for name, problem in problem_codes().items():
        for said in (f"**Status {problem.status}.**", str(problem.meaning), str(problem.when), str(problem.remedy)):
            assert said in text[name]
    assert "`POST /customer/auth/register`" in text["email_taken"]
    assert "POST" not in text["malformed_body"]


def test_the_reference_of_ports_has_each_role_with_its_contract() -> None:
    contracts = sections(ports.text())
    assert "Compare and set" not in contracts["Clock"]
    assert "Compare and set" in contracts["TokenStore"]
    assert "async def replace(self, session: Session) -> bool" in contracts["TokenStore"]
    assert "Values: `EdDSA`" in contracts["KeyAlgorithm"]


def test_the_reference_of_metrics_has_what_the_dashboard_asks_for() -> None:
    asked = set(re.findall(r"\bcortex_\w+", (ROOT / "docs/grafana/dashboard.json").read_text("utf-8")))
    shown = set(re.findall(r"`(cortex_\w+)`", metrics.text()))
    assert {re.sub(r"_(bucket|sum|count)$", "", name) for name in asked} <= shown
    assert "| `cortex_http_requests_total` | counter | `method`, `route`, `status` |" in metrics.text()


def test_the_reference_of_log_events_has_every_call_of_a_logger_with_its_level() -> None:
    written = "\n".join(file.read_text("utf-8") for layer in log_events.LAYERS for file in (ROOT / layer).rglob("*.py"))
    calls = re.findall(r"\b_?log(?:ger)?\.(debug|info|warning|error|exception|critical)\(", written)
    rows = re.findall(r"^\| (\w+) \| `.*` \|.*\| `\w+/.*[.]py` \|$", log_events.text(), re.MULTILINE)
    assert len(rows) == len(calls) - 1  # that of an event is the event's name
    assert rows.count("warning") == calls.count("warning") > 0


def test_the_reference_of_log_events_has_the_fields_of_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "adapters").mkdir()
    line = '_logger.exception("relay_paused", extra={"job_id": 1, "seconds": 2.5}, exc_info=None)\n'
    (tmp_path / "adapters/queue.py").write_text(line)
    monkeypatch.setattr(log_events, "ROOT", tmp_path)
    assert "| error | `relay_paused` | `job_id`, `seconds` | `adapters/queue.py` |" in log_events.text()


def test_the_reference_of_log_events_has_events_with_their_ids() -> None:
    assert re.search(r"^\| `user_locked` \| `at`, `by`, `user_id` \| `user.locked` \|", log_events.text(), re.MULTILINE)


def test_the_reference_of_mails_has_every_mail_as_it_is_sent() -> None:
    text = mails.text()
    for kind in MAILS.by_name.values():
        assert f"## `{kind.name}`\n" in text
        assert f"Subject: {kind.subject}" in text
    assert "/account/reset-password?token=" in text


def test_the_tutorial_is_what_the_command_writes() -> None:
    page = (ROOT / "docs/tutorials/add-a-domain.md").read_text("utf-8")
    assert new_domain.text() in extension.filled(page)
    assert in_order(new_domain.text()) == new_domain.text()


def test_a_page_that_asks_for_what_nothing_makes_is_refused() -> None:
    with pytest.raises(KeyError, match="nothing"):
        extension.filled("<!-- generated: nothing -->")
