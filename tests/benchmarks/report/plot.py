"""The plot of a run: the cost of a request against the number of users."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from tests.benchmarks.report import svg
from tests.benchmarks.report.scale import LogScale, bounds
from tests.benchmarks.report.summary import Summary
from tests.benchmarks.report.table import digits
from tests.benchmarks.scenarios.catalogue import SCENARIOS
from tests.benchmarks.targets.catalogue import GROWING

TITLE = "Processor time of one request, server and databases, against the number of users"
WIDTH, HEIGHT = 1000, 400
TOP, BOTTOM = 84, 340
PANEL_WIDTH, PANEL_LEFTS = 260, (56, 546)
LABEL_HEIGHT = 15
STYLE = """
text{font:13px system-ui,sans-serif;fill:#24292f}
.title{font-size:16px;font-weight:600}.panel{font-weight:600}
.faint{fill:#57606a;font-size:12px}.middle{fill:#57606a;font-size:12px;text-anchor:middle}
.end{fill:#57606a;font-size:12px;text-anchor:end}
.grid{stroke:#d0d7de;stroke-width:1}
polyline{fill:none;stroke-width:2}
.c0{stroke:#0969da}.c1{stroke:#bc4c00}.c2{stroke:#1a7f37}.c3{stroke:#8250df}
circle.c0,text.c0{fill:#0969da}circle.c1,text.c1{fill:#bc4c00}circle.c2,text.c2{fill:#1a7f37}circle.c3,text.c3{fill:#8250df}
text{stroke:none!important}
@media(prefers-color-scheme:dark){
text{fill:#e6edf3}.faint,.middle,.end{fill:#9198a1}.grid{stroke:#3d444d}
.c0{stroke:#58a6ff}.c1{stroke:#f0883e}.c2{stroke:#3fb950}.c3{stroke:#bc8cff}
circle.c0,text.c0{fill:#58a6ff}circle.c1,text.c1{fill:#f0883e}circle.c2,text.c2{fill:#3fb950}circle.c3,text.c3{fill:#bc8cff}
}
"""


@attrs.frozen
class Line:
    """The cost of a scenario in milliseconds by the number of users; ``kind`` is its colour."""

    label: str
    kind: str
    costs: Mapping[int, float]


def plot(summaries: Sequence[Summary], titles: Mapping[str, str]) -> str | None:
    """Returns an SVG picture with a panel for each target, or ``None`` if only one number of users was measured."""
    panels = {titles[target]: lines for target in GROWING if (lines := _lines(summaries, target))}
    if not panels:
        return None
    costs = [cost for lines in panels.values() for line in lines for cost in line.costs.values()]
    vertical = LogScale(*bounds(costs), BOTTOM, TOP)
    elements = [svg.text((16, 28), TITLE, "title"), svg.text((16, 50), "milliseconds, logarithmic", "faint")]
    for left, (title, lines) in zip(PANEL_LEFTS, panels.items(), strict=False):
        elements += _panel(left, title, lines, vertical)
    return svg.document(WIDTH, HEIGHT, TITLE, STYLE, elements)


def _lines(summaries: Sequence[Summary], target: str) -> list[Line]:
    growing = [scenario for scenario in SCENARIOS.values() if scenario.grows]
    lines = []
    for number, scenario in enumerate(growing):
        mine = [each for each in summaries if (each.target, each.scenario) == (target, scenario.name)]
        costs = {each.users: each.cost_ms for each in sorted(mine, key=lambda each: each.users) if each.cost_ms > 0}
        if len(costs) > 1:
            lines.append(Line(scenario.title, f"c{number}", costs))
    return lines


def _panel(left: float, title: str, lines: Sequence[Line], vertical: LogScale) -> Iterator[str]:
    users = sorted({number for line in lines for number in line.costs})
    right = left + PANEL_WIDTH
    horizontal = LogScale(users[0], users[-1], left + 12, right - 12)
    yield svg.text((left, TOP - 14), title, "panel")
    for mark in vertical.ticks():
        yield svg.line((left, vertical(mark)), (right, vertical(mark)), "grid")
        yield svg.text((left - 6, vertical(mark) + 4), f"{mark:g}", "end")
    for number in users:
        yield svg.text((horizontal(number), BOTTOM + 20), f"{number:,}".replace(",", " "), "middle")
    yield svg.text(((left + right) / 2, BOTTOM + 40), "users", "middle")
    for line in lines:
        yield svg.path([(horizontal(number), vertical(cost)) for number, cost in line.costs.items()], line.kind)
    yield from _labels(right + 4, lines, vertical)


def _labels(left: float, lines: Sequence[Line], vertical: LogScale) -> Iterator[str]:
    """Labels the ends of the lines, from top to bottom and never one upon another."""
    lowest = float(TOP)
    for line in sorted(lines, key=lambda line: -_last(line)):
        lowest = max(vertical(_last(line)) + 4, lowest)
        yield svg.text((left, lowest), f"{line.label}: {digits(_last(line))} ms", line.kind)
        lowest += LABEL_HEIGHT


def _last(line: Line) -> float:
    return line.costs[max(line.costs)]
