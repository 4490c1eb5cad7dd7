"""The dashboard and the alert rules ask for figures that there are."""

import json
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # it has no types
from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families

from tests.support.app_harness import app_harness
from tests.support.servers.ports import free_port
from tests.system.api.conftest import serving

DOCS = Path(__file__).parents[3] / "docs"
DASHBOARD = json.loads((DOCS / "grafana/dashboard.json").read_text("utf-8"))
RULES = [
    rule for group in yaml.safe_load((DOCS / "alerts.yml").read_text("utf-8"))["groups"] for rule in group["rules"]
]
PANELS = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
ASKED = {
    **{rule["alert"]: rule["expr"] for rule in RULES},
    **{f"{panel['title']} {each['refId']}": each["expr"] for panel in PANELS for each in panel["targets"]},
}
OF_PROMETHEUS: dict[str, set[str]] = {"up": set()}
ADDED = {"job", "instance"}
"""What Prometheus says of each figure by itself."""
WORDS = {"sum", "max", "by", "and", "rate", "increase", "changes", "time", "topk", "histogram_quantile"}
MATCHER = re.compile(r'(\w+)\s*(?:=~|!~|!=|=)\s*"[^"]*"')
GROUPING = re.compile(r"\bby\s*\(([^)]*)\)")


@pytest.fixture(scope="module")
async def exposed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Every figure of a service that has done something of each kind, and the names of its labels."""
    port = free_port()
    async with (
        app_harness("sqlite", tmp_path_factory.mktemp("watched"), ops_bind=f"127.0.0.1:{port}") as harness,
        serving(harness) as client,
        harness.container.operations().running(),
    ):
        await client.register("ada@example.org")
        token = (await client.log_in("ada@example.org")).body["refresh_token"]
        await client("POST", "/auth/refresh", {"refresh_token": token})
        await harness.do_jobs()
        async with ClientSession() as http, http.get(f"http://127.0.0.1:{port}/metrics") as answer:
            families = list(text_string_to_metric_families(await answer.text()))
    figures: dict[str, set[str]] = {}
    for sample in (sample for family in families for sample in family.samples):
        figures.setdefault(sample.name, set()).update(sample.labels)
    return figures


def asked_of(expression: str) -> tuple[set[str], set[str]]:
    """The figures and the labels that an expression names."""
    labels = set(MATCHER.findall(expression))
    for names in GROUPING.findall(expression):
        labels |= {name.strip() for name in names.split(",")}
    bare = GROUPING.sub(" ", re.sub(r"\{[^}]*\}|\[[^\]]*\]", " ", expression))
    return set(re.findall(r"[A-Za-z_:][\w:]*", bare)) - WORDS, labels


@pytest.mark.parametrize("expression", ASKED.values(), ids=ASKED)
def test_every_question_is_about_figures_and_labels_that_there_are(
    exposed: dict[str, set[str]], expression: str
) -> None:
    figures, labels = asked_of(expression)
    known = exposed | OF_PROMETHEUS
    assert figures
    assert figures <= set(known)
    assert labels <= set().union(ADDED, *(known[figure] for figure in figures))


@pytest.mark.parametrize("expression", ASKED.values(), ids=ASKED)
def test_every_question_is_well_formed(expression: str) -> None:
    depth = 0
    for sign in re.sub(r'"[^"]*"', "", expression):
        depth += (sign in "([{") - (sign in ")]}")
        assert depth >= 0
    assert depth == 0


def test_every_figure_is_watched(exposed: dict[str, set[str]]) -> None:
    watched = set().union(*(asked_of(expression)[0] for expression in ASKED.values()))
    beside = {name for name in exposed if name.endswith(("_created", "_sum", "_count"))}
    assert set(exposed) - watched - beside == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_every_alert_says_what_to_look_at_and_what_to_do(rule: dict[str, Any]) -> None:
    assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}
    assert re.fullmatch(r"Cortex[A-Za-z]+", rule["alert"])
    assert re.fullmatch(r"\d+[smh]", rule.get("for", "0s"))
    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert rule["annotations"]["summary"]
    assert len(rule["annotations"]["runbook"].split()) > 10


def test_no_two_alerts_have_one_name() -> None:
    assert len({rule["alert"] for rule in RULES}) == len(RULES)


def test_panels_are_named_explained_and_beside_each_other() -> None:
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])
    assert all(panel["title"] and panel["description"] for panel in PANELS)
    for one, other in combinations((panel["gridPos"] for panel in DASHBOARD["panels"]), 2):
        apart = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
        above = one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"]
        assert apart or above
    assert all(panel["gridPos"]["x"] + panel["gridPos"]["w"] <= 24 for panel in PANELS)


def test_the_dashboard_asks_each_reader_for_their_prometheus() -> None:
    sources = {each["datasource"]["uid"] for panel in PANELS for each in (panel, *panel["targets"])}
    assert sources == {"${datasource}"}
